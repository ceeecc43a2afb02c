using System.Text;

namespace McpProxy.Prompts.Content;

/// <summary>Text with holes for arguments. What is inserted is never read again: braces in a value stay braces.</summary>
internal sealed class TextTemplate
{
    private readonly Part[] _parts;

    private TextTemplate(Part[] parts) => _parts = parts;

    /// <summary>Reads a template: <c>{name}</c> is a hole, <c>{{</c> and <c>}}</c> are braces.</summary>
    /// <param name="text">The template.</param>
    /// <param name="indexOf">Position of an argument by its name, or -1.</param>
    /// <param name="unknown">Takes the names that are no arguments.</param>
    /// <returns>Null when a brace stands alone.</returns>
    public static TextTemplate? Parse(string text, Func<string, int> indexOf, Action<string> unknown)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter is not ('{' or '}'))
            {
                literal.Append(letter);
            }
            else if (i + 1 < text.Length && text[i + 1] == letter)
            {
                literal.Append(letter);
                i++;
            }
            else
            {
                var close = letter == '{' ? text.AsSpan(i + 1).IndexOfAny('{', '}') : -1;
                if (close <= 0 || text[i + 1 + close] != '}')
                {
                    return null;
                }

                var name = text.Substring(i + 1, close);
                AddHole(parts, literal, name, indexOf, unknown);
                i += close + 1;
            }
        }

        if (literal.Length > 0)
        {
            parts.Add(new Part(literal.ToString(), -1));
        }

        return new TextTemplate([.. parts]);
    }

    /// <summary>The text without what arguments add to it, in UTF-8 bytes.</summary>
    public long LiteralBytes => _parts.Sum(p => (long)Encoding.UTF8.GetByteCount(p.Literal));

    /// <summary>The text with these values, in UTF-8 bytes.</summary>
    public long Bytes(PromptValues values) =>
        LiteralBytes + _parts.Sum(p => p.Argument < 0 ? 0L : Encoding.UTF8.GetByteCount(values[p.Argument]));

    public string Expand(PromptValues values)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Argument < 0 ? part.Literal : values[part.Argument]);
        }

        return text.ToString();
    }

    /// <summary>As <see cref="Expand"/>, for a URI: values are percent-encoded (RFC 3986, section 2.1), unless one is the whole of it.</summary>
    public string ExpandUri(PromptValues values)
    {
        if (_parts is [{ Argument: >= 0 and var whole }])
        {
            return values[whole];
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Argument < 0 ? part.Literal : Uri.EscapeDataString(values[part.Argument]));
        }

        return text.ToString();
    }

    private static void AddHole(List<Part> parts, StringBuilder literal, string name, Func<string, int> indexOf, Action<string> unknown)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Part(literal.ToString(), -1));
            literal.Clear();
        }

        var argument = indexOf(name);
        if (argument < 0)
        {
            unknown(name);
        }
        else
        {
            parts.Add(new Part("", argument));
        }
    }

    /// <summary>Literal text, or the position of an argument.</summary>
    private readonly record struct Part(string Literal, int Argument);
}
