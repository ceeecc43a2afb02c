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
    private const int MaxUnbounded = 2;
    private const string WordUnit = "[0-9A-Z_a-z]";

    private readonly StringBuilder _output = new();
    private readonly EcmaGroups _groups;
    private EcmaCursor _cursor;
    private int _nesting;

    /// <summary>How many places there are so far where a backtracking engine could go on in another way.</summary>
    private int _choices;
    private int _unbounded;
    private bool _repeatsChoices;

    private EcmaTranslator(string pattern)
    {
        _groups = new EcmaGroups(pattern);
        _cursor = new EcmaCursor(pattern);
    }

    /// <param name="pattern">A pattern of ECMA-262.</param>
    /// <param name="translated">The pattern for .NET.</param>
    /// <param name="error">What is wrong with the pattern.</param>
    public static bool TryTranslate(
        string pattern, [NotNullWhen(true)] out TranslatedPattern? translated, [NotNullWhen(false)] out string? error)
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

    private TranslatedPattern Translate()
    {
        Disjunction();
        return _cursor.IsAtEnd
            ? new TranslatedPattern(_output.ToString(), _repeatsChoices || _unbounded > MaxUnbounded)
            : throw new EcmaSyntaxException($"')' at position {_cursor.Position} closes nothing");
    }

    private void Disjunction()
    {
        while (!_cursor.IsAtEnd && _cursor.Peek != ')')
        {
            var choicesBefore = _choices;
            if (_cursor.TryTake("|"))
            {
                _choices++;
                _output.Append('|');
            }
            else if (Term())
            {
                Quantifier(choicesBefore);
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

    /// <param name="choicesBefore">How many choices there were before the term that is repeated.</param>
    private void Quantifier(int choicesBefore)
    {
        if (EcmaQuantifier.TryRead(ref _cursor) is not { } quantifier)
        {
            return;
        }

        _repeatsChoices |= quantifier.Most > 1 && _choices > choicesBefore;
        _choices += quantifier.Most > quantifier.Least ? 1 : 0;
        _unbounded += quantifier.Most == int.MaxValue ? 1 : 0;
        quantifier.WriteTo(_output);
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
