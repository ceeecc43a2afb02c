using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace McpProxy.Authentication.Tokens;

/// <summary>Reads the claims of a token (RFC 7519, section 4).</summary>
internal sealed class TokenClaims(JsonElement payload)
{
    private const int MostClaims = 500;

    /// <summary>A claim that is one text; null when it is missing or something else.</summary>
    public string? Text(string name) => payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A claim that is a time (NumericDate); null when it is missing.</summary>
    /// <returns>False when it is something else.</returns>
    public bool TryTime(string name, out DateTimeOffset? time)
    {
        time = null;
        if (!payload.TryGetProperty(name, out var value))
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || double.IsNaN(seconds) || seconds is < 0 or > 253402300799)
        {
            return false; // 253402300799 is the last second of the year 9999.
        }

        time = DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        return true;
    }

    /// <summary>The texts of a claim that may be one or a list.</summary>
    public IEnumerable<string> Texts(string name) => payload.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(TextOf),
            _ => [TextOf(value)],
        }
        : [];

    /// <summary>The scopes of the first claim that has any: a list, or one text with spaces (RFC 8693, section 4.2).</summary>
    public IReadOnlyCollection<string> Scopes(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            string[] scopes = [.. Texts(name).SelectMany(t => t.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
            if (scopes.Length > 0)
            {
                return scopes;
            }
        }

        return [];
    }

    /// <summary>All claims, each item of a list as one of its own.</summary>
    public IReadOnlyCollection<Claim> ToClaims() =>
        [.. (from member in payload.EnumerateObject()
             from text in Texts(member.Name)
             select new Claim(member.Name, text)).Take(MostClaims)];

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
