using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace McpProxy.Tools.Resources.Templates;

/// <summary>Reads the variables of a URI template back from a URI, as the arguments of the request behind it. Compiled once; thread-safe.</summary>
internal sealed class UriTemplateMatcher
{
    private readonly UriTemplate _template;
    private readonly Regex _pattern;
    private readonly FrozenDictionary<string, UriVariableKind> _kinds;
    private readonly UriTemplatePart[] _named;

    /// <param name="template">The template.</param>
    /// <param name="kinds">What each variable becomes; those not in it are text.</param>
    public UriTemplateMatcher(UriTemplate template, IReadOnlyDictionary<string, UriVariableKind> kinds)
    {
        _template = template;
        _kinds = template.Variables.ToFrozenDictionary(v => v, v => kinds.GetValueOrDefault(v), StringComparer.Ordinal);
        _pattern = UriPattern.Compile(template, IsList);
        _named = [.. template.Parts.Where(p => p.IsNamed)];
    }

    /// <summary>Matches a URI.</summary>
    /// <returns>The arguments as a UTF-8 JSON object; null when the URI is not one of the template's.</returns>
    public byte[]? Match(string uri)
    {
        var match = _pattern.Match(uri);
        return match.Success && Collect(match) is { } values ? Write(values) : null;
    }

    private Dictionary<string, string>? Collect(Match match)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var position = 0;
        for (var i = 0; i < _template.Parts.Length; i++)
        {
            var part = _template.Parts[i];
            if (part.IsNamed)
            {
                if (!CollectNamed(match.Groups[$"q{i}"].Value, part.Operator, values))
                {
                    return null;
                }
            }
            else
            {
                CollectPositional(match, part, position, values);
            }

            position += part.Variables.Length;
        }

        return values;
    }

    private static void CollectPositional(Match match, UriTemplatePart part, int position, Dictionary<string, string> values)
    {
        for (var i = 0; i < part.Variables.Length; i++)
        {
            var group = match.Groups[$"v{position + i}"];
            // Without a prefix, nothing is what a missing value and an empty one both expand to.
            if (group.Success && (group.Length > 0 || i > 0 || part.Operator is not (UriOperator.Simple or UriOperator.Reserved)))
            {
                values[part.Variables[i]] = group.Value;
            }
        }
    }

    /// <summary>Takes named values. Order and absence are free; a name that no expression of the same place has is another resource's.</summary>
    private bool CollectNamed(string text, UriOperator place, Dictionary<string, string> values)
    {
        foreach (var pair in text.TrimStart('?').Split(place == UriOperator.Parameter ? ';' : '&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = UriValue.Decode(equals < 0 ? pair : pair.AsSpan(0, equals));
            if (name is null || !_named.Any(p => (p.Operator == UriOperator.Parameter) == (place == UriOperator.Parameter) && p.Variables.Contains(name)))
            {
                return false;
            }

            var value = equals < 0 ? "" : pair[(equals + 1)..];
            if (values.TryAdd(name, value))
            {
                continue;
            }

            if (!IsList(name))
            {
                return false;
            }

            values[name] = $"{values[name]},{value}";
        }

        return true;
    }

    private byte[]? Write(Dictionary<string, string> values)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in values)
            {
                writer.WritePropertyName(name);
                if (!TryWrite(writer, value, _kinds[name]))
                {
                    return null;
                }
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static bool TryWrite(Utf8JsonWriter writer, string value, UriVariableKind kind)
    {
        if (kind is UriVariableKind.Text or UriVariableKind.Literal)
        {
            return TryWriteOne(writer, value, kind == UriVariableKind.Literal);
        }

        writer.WriteStartArray();
        foreach (var range in value.AsSpan().Split(','))
        {
            if (value.Length > 0 && !TryWriteOne(writer, value.AsSpan(range), kind == UriVariableKind.LiteralList))
            {
                return false;
            }
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool TryWriteOne(Utf8JsonWriter writer, ReadOnlySpan<char> encoded, bool isLiteral)
    {
        if (UriValue.Decode(encoded) is not { } text)
        {
            return false;
        }

        if (isLiteral && IsLiteral(text))
        {
            writer.WriteRawValue(text);
        }
        else
        {
            writer.WriteStringValue(text);
        }

        return true;
    }

    private static bool IsLiteral(string text)
    {
        const int longestLiteral = 64;
        if (text.Length is 0 or > longestLiteral || !(char.IsAsciiDigit(text[^1]) || text is "true" or "false"))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            return reader.Read() && reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False && !reader.Read() && !char.IsWhiteSpace(text[0]);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool IsList(string variable) => _kinds[variable] is UriVariableKind.List or UriVariableKind.LiteralList;
}
