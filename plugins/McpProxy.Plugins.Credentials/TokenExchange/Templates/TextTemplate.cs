using System.Text;

namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>A text with placeholders in braces. <c>{{</c> and <c>}}</c> are braces themselves.</summary>
internal sealed class TextTemplate
{
    private readonly string[] _literals;

    private TextTemplate(List<string> literals, List<Placeholder> placeholders)
    {
        _literals = [.. literals];
        Placeholders = placeholders;
    }

    public IReadOnlyList<Placeholder> Placeholders { get; }

    /// <summary>What stands before the first placeholder.</summary>
    public string Start => _literals[0];

    /// <summary>Whether the template is one placeholder and nothing else.</summary>
    public bool IsOnePlaceholder => Placeholders.Count == 1 && _literals.All(l => l.Length == 0);

    /// <summary>Reads a template.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="names">Knows the names.</param>
    /// <param name="template">The template.</param>
    /// <param name="mistakes">What is wrong with it.</param>
    public static bool TryParse(string text, NameScope names, out TextTemplate template, out IReadOnlyList<NameMistake> mistakes)
    {
        var literals = new List<string>();
        var placeholders = new List<Placeholder>();
        var found = new List<NameMistake>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '{' or '}' && i + 1 < text.Length && text[i + 1] == c)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '{' && text.IndexOf('}', i) is var end and > 0)
            {
                literals.Add(literal.ToString());
                literal.Clear();
                placeholders.Add(Read(text[(i + 1)..end], names, found));
                i = end;
            }
            else if (c is '{' or '}')
            {
                found.Add(new($"The brace at position {i + 1} has no other half.", "Write {{ or }} for a brace itself."));
                break;
            }
            else
            {
                literal.Append(c);
            }
        }

        literals.Add(literal.ToString());
        template = new TextTemplate(literals, placeholders);
        mistakes = found;
        return found.Count == 0;
    }

    /// <summary>The text; null when it is one placeholder without a value.</summary>
    /// <param name="values">The values.</param>
    /// <param name="encode">Makes a value fit its place; null when all fit.</param>
    public string? Render(ITemplateValues values, Func<string, string>? encode = null)
    {
        if (Placeholders.Count == 0)
        {
            return _literals[0];
        }

        var text = new StringBuilder(_literals[0]);
        for (var i = 0; i < Placeholders.Count; i++)
        {
            if (values.Of(Placeholders[i]) is { } value)
            {
                text.Append(encode is null ? value.Text : encode(value.Text));
            }
            else if (IsOnePlaceholder)
            {
                return null;
            }

            text.Append(_literals[i + 1]);
        }

        return text.ToString();
    }

    private static Placeholder Read(string text, NameScope names, List<NameMistake> mistakes)
    {
        var isOptional = text.EndsWith('?');
        var references = new List<ValueReference>();
        foreach (var name in (isOptional ? text[..^1] : text).Split('|', StringSplitOptions.TrimEntries))
        {
            // A value that need not be there need not be configured either.
            if (names.Find(name) is { } reference)
            {
                references.Add(reference);
            }
            else if (!(isOptional && NameScope.MayBeAbsent(name)))
            {
                mistakes.Add(names.Explain(name));
            }
        }

        return new Placeholder(text, references, isOptional);
    }
}
