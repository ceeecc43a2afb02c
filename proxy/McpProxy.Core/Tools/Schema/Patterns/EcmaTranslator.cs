using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace McpProxy.Tools.Schema.Patterns;

/// <summary>
/// Translates patterns of ECMA-262 in Unicode mode (what JSON Schema asks for) to .NET's syntax, where the same signs often mean
/// something else: <c>$</c>, <c>\d</c>, <c>\w</c>, <c>[]</c>, back-references. Escapes that Unicode mode forbids but browsers
/// allow, such as <c>\-</c>, are let through: documents in the wild are full of them.
/// </summary>
internal sealed class EcmaTranslator
{
    private const int MaxNesting = 100;
    private const string WordUnit = "[0-9A-Z_a-z]";

    private readonly StringBuilder _output = new();
    private readonly EcmaGroups _groups;
    private EcmaCursor _cursor;
    private int _nesting;

    private EcmaTranslator(string pattern)
    {
        _groups = new EcmaGroups(pattern);
        _cursor = new EcmaCursor(pattern);
    }

    /// <param name="pattern">A pattern of ECMA-262.</param>
    /// <param name="translated">The pattern for .NET, without options.</param>
    /// <param name="error">What is wrong with the pattern.</param>
    public static bool TryTranslate(
        string pattern, [NotNullWhen(true)] out string? translated, [NotNullWhen(false)] out string? error)
    {
        try
        {
            translated = new EcmaTranslator(pattern).Translate();
            error = null;
            return true;
        }
        catch (EcmaSyntaxException refused)
        {
            translated = null;
            error = refused.Message;
            return false;
        }
    }

    private string Translate()
    {
        Disjunction();
        return _cursor.IsAtEnd ? _output.ToString() : throw new EcmaSyntaxException($"')' at position {_cursor.Position} closes nothing");
    }

    private void Disjunction()
    {
        while (!_cursor.IsAtEnd && _cursor.Peek != ')')
        {
            if (_cursor.TryTake("|"))
            {
                _output.Append('|');
            }
            else if (Term())
            {
                Quantifier();
            }
        }
    }

    /// <returns>Whether a quantifier may follow.</returns>
    private bool Term()
    {
        switch (_cursor.Peek)
        {
            case '^':
                _cursor.TakeCodePoint();
                _output.Append('^');
                return false;
            case '$':
                _cursor.TakeCodePoint();
                _output.Append(@"\z");
                return false;
            case '(':
                _cursor.TakeCodePoint();
                Group();
                return true;
            case '.':
                _cursor.TakeCodePoint();
                EcmaClasses.Dot.WriteTo(_output);
                return true;
            case '[':
                _cursor.TakeCodePoint();
                EcmaClassReader.Read(ref _cursor).WriteTo(_output);
                return true;
            case '\\':
                _cursor.TakeCodePoint();
                return Escape();
            case '*' or '+' or '?':
                throw new EcmaSyntaxException($"'{_cursor.Peek}' at position {_cursor.Position} repeats nothing");
            default:
                Literal(_cursor.TakeCodePoint());
                return true;
        }
    }

    private void Group()
    {
        if (++_nesting > MaxNesting)
        {
            throw new EcmaSyntaxException($"groups are nested more than {MaxNesting} deep");
        }

        _output.Append(GroupStart());
        Disjunction();
        if (!_cursor.TryTake(")"))
        {
            throw new EcmaSyntaxException("')' is missing");
        }

        _output.Append(')');
        _nesting--;
    }

    private string GroupStart()
    {
        foreach (var start in (ReadOnlySpan<string>)["?:", "?=", "?!", "?<=", "?<!"])
        {
            if (_cursor.TryTake(start))
            {
                return "(" + start;
            }
        }

        if (_cursor.TryTake("?<"))
        {
            // Numbers are all that references need, and .NET would number named groups last.
            _cursor.TakeUntil('>');
        }
        else if (_cursor.Peek == '?')
        {
            throw new EcmaSyntaxException($"'(?' at position {_cursor.Position - 1} must go on with ':', '=', '!', '<=', '<!' or '<name>'");
        }

        return _groups.AreReferred ? "(" : "(?:";
    }

    private void Quantifier()
    {
        var quantifier = _cursor.Peek switch
        {
            '*' or '+' or '?' => ((char)_cursor.TakeCodePoint()).ToString(),
            '{' => Repetition(),
            _ => "",
        };
        if (quantifier.Length > 0)
        {
            _output.Append(quantifier).Append(_cursor.TryTake("?") ? "?" : "");
        }
    }

    /// <returns>The repetition in braces, or nothing when the brace is only a brace.</returns>
    private string Repetition()
    {
        var start = _cursor.Position;
        _cursor.TryTake("{");
        var least = _cursor.TakeNumber();
        var most = _cursor.TryTake(",") ? _cursor.TakeNumber() ?? int.MaxValue : least;
        if (least is null || !_cursor.TryTake("}"))
        {
            _cursor.Position = start;
            return "";
        }

        if (most < least)
        {
            throw new EcmaSyntaxException($"the repetition {{{least},{most}}} ends below its start");
        }

        return most == int.MaxValue ? $"{{{least},}}" : $"{{{least},{most}}}";
    }

    private bool Escape()
    {
        if (EcmaClassReader.TryReadSet(ref _cursor) is { } set)
        {
            set.WriteTo(_output);
            return true;
        }

        switch (_cursor.Peek)
        {
            case 'b':
                _cursor.TakeCodePoint();
                _output.Append($"(?:(?<={WordUnit})(?!{WordUnit})|(?<!{WordUnit})(?={WordUnit}))");
                return false;
            case 'B':
                _cursor.TakeCodePoint();
                _output.Append($"(?:(?<={WordUnit})(?={WordUnit})|(?<!{WordUnit})(?!{WordUnit}))");
                return false;
            case 'k':
                _cursor.TakeCodePoint();
                var name = _cursor.TryTake("<") ? _cursor.TakeUntil('>') : "";
                BackReference(_groups.Find(name) ?? throw new EcmaSyntaxException($"there is no group '{name}'"));
                return true;
            case >= '1' and <= '9':
                BackReference(_cursor.TakeNumber()!.Value);
                return true;
            default:
                Literal(EcmaClassReader.ReadCharacterEscape(ref _cursor));
                return true;
        }
    }

    /// <summary>In ECMA-262 a group that took no part matches nothing and succeeds; in .NET it fails.</summary>
    private void BackReference(int group)
    {
        if (group > _groups.Count)
        {
            throw new EcmaSyntaxException($"there is no group {group}");
        }

        _output.Append(CultureInfo.InvariantCulture, $@"(?({group})\{group}|)");
    }

    private void Literal(int codePoint)
    {
        if (codePoint < 0x80 && char.IsAsciiLetterOrDigit((char)codePoint))
        {
            _output.Append((char)codePoint);
            return;
        }

        var units = codePoint > 0xFFFF ? char.ConvertFromUtf32(codePoint) : ((char)codePoint).ToString();
        var escaped = string.Concat(units.Select(unit => @"\u" + ((int)unit).ToString("X4", CultureInfo.InvariantCulture)));
        _output.Append(units.Length == 1 ? escaped : $"(?:{escaped})");
    }
}
