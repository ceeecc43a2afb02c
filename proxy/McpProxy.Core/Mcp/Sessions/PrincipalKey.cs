using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Sessions;

/// <summary>What two requests of the same caller have in common. Sessions are bound to it; it is never shown or logged.</summary>
internal static class PrincipalKey
{
    /// <summary>The key of nobody in particular.</summary>
    public const string Anonymous = "";

    /// <summary>Begins the keys of callers whose credential has not proved itself; no other key begins with it.</summary>
    private const char Unproven = '\u0001';

    /// <summary>The key of a request's caller: tenant, scheme and principal.</summary>
    public static string Of(HttpContext http) => Of(ExchangeCaller.Of(http));

    public static string Of(ExchangeCaller caller) => caller.IsAnonymous ? Anonymous : caller.IsVerified ? caller.Key : Unproven + caller.Key;

    /// <summary>
    /// Whose share a caller's sessions count for. Credentials that have not proved themselves can be made up without end, so
    /// all of them have one share, as all anonymous callers do.
    /// </summary>
    public static string ShareOf(string principal) => principal.StartsWith(Unproven) ? "\u0001" : principal;

    /// <summary>
    /// Whether two keys are those of two tokens of one tenant and scheme of which the proxy knows nothing but the tokens: perhaps one
    /// caller who has got a new one.
    /// </summary>
    public static bool AreTokensOfOneScheme(string one, string other) =>
        one.StartsWith(Unproven) && other != one && other.AsSpan().StartsWith(one.AsSpan(0, one.LastIndexOf('\n') + 1));
}
