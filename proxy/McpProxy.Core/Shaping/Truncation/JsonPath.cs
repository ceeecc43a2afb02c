using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// A path to values, the part of JSONPath (RFC 9535) that can be followed while the text is read: <c>$.items[*].name</c>,
/// <c>$..columns</c>, <c>$['odd name']</c>. The leading <c>$.</c> may be left out.
/// </summary>
internal static class JsonPath
{
    /// <summary>How a path may be written, for error messages.</summary>
    public const string Grammar = "names after dots, 'odd names' in ['…'], [*] or .* for every child, .. for any depth: $.items[*].name";

    private const int MaxNameLength = 256;

    /// <summary>Reads a path.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="steps">Its steps; none for the root.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPathStep[]? steps)
    {
        steps = null;
        var found = new List<JsonPathStep>();
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        rest = rest[0] == '$' ? rest[1..] : rest[0] is '.' or '[' ? rest : $".{rest}";
        while (!rest.IsEmpty)
        {
            if (!TryTake(ref rest, out var step))
            {
                return false;
            }

            found.Add(step);
        }

        steps = [.. found];
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out JsonPathStep step)
    {
        step = default;
        var descends = rest.StartsWith("..");
        if (descends)
        {
            rest = rest[2..];
        }
        else if (rest[0] == '.')
        {
            rest = rest[1..];
        }
        else if (rest[0] != '[')
        {
            return false;
        }

        return TryTakeName(ref rest, out var name) && TryMake(name, descends, out step);
    }

    private static bool TryTakeName(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> name)
    {
        name = default;
        if (rest.StartsWith("[*]"))
        {
            name = "*";
            rest = rest[3..];
            return true;
        }

        if (rest.StartsWith("['"))
        {
            var end = rest.IndexOf("']");
            if (end < 0)
            {
                return false;
            }

            // A quoted star is a name.
            name = rest[1..end];
            rest = rest[(end + 2)..];
            return name.Length > 1;
        }

        var length = rest.IndexOfAny('.', '[', ']');
        name = length < 0 ? rest : rest[..length];
        rest = rest[name.Length..];
        return !name.IsEmpty && (name.Length == 1 || !name.Contains('*')) && name[0] != '\'';
    }

    private static bool TryMake(ReadOnlySpan<char> name, bool descends, out JsonPathStep step)
    {
        var utf8 = name is "*" ? null : Encoding.UTF8.GetBytes((name[0] == '\'' ? name[1..] : name).ToString());
        step = new JsonPathStep(utf8, descends);
        return utf8 is null || utf8.Length <= MaxNameLength;
    }
}
