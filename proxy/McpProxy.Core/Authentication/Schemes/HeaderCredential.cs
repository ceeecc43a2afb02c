using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Authentication.Schemes;

/// <summary>Finds a credential in headers, in the order in which they are listed.</summary>
internal static class HeaderCredential
{
    private const string Bearer = "Bearer ";

    /// <summary>Finds the first credential.</summary>
    /// <param name="http">The request.</param>
    /// <param name="headers">Where to look; in <c>Authorization</c> for what stands behind <c>Bearer</c>.</param>
    /// <param name="takesBare">Whether <c>Authorization</c> may also hold a credential without a scheme before it.</param>
    /// <param name="credential">The credential; never empty.</param>
    /// <param name="isDoubled">Whether the header has several values, of which none can be believed.</param>
    public static bool TryFind(HttpContext http, IReadOnlyList<string> headers, bool takesBare, out ReadOnlyMemory<char> credential, out bool isDoubled)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var values = http.Request.Headers[headers[i]];
            if (values.Count > 0 && Read(values, headers[i], takesBare) is { Length: > 0 } found)
            {
                credential = found;
                isDoubled = values.Count > 1;
                return true;
            }
        }

        credential = default;
        isDoubled = false;
        return false;
    }

    /// <summary>Whether a value of <c>Authorization</c> is a bearer credential, or one without a scheme.</summary>
    public static bool IsBearerOrBare(string value) => value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || !value.AsSpan().Trim().Contains(' ');

    private static ReadOnlyMemory<char>? Read(StringValues values, string header, bool takesBare)
    {
        var value = values[0] ?? "";
        if (!header.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
        {
            return value.AsMemory();
        }

        if (value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return value.AsMemory(Bearer.Length).Trim();
        }

        return takesBare && !value.Contains(' ') ? value.AsMemory() : null;
    }
}
