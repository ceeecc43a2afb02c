using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Sessions;

/// <summary>What two requests of the same caller have in common. Sessions are bound to it; it is never shown or logged.</summary>
internal static class PrincipalKey
{
    /// <summary>The key of nobody in particular.</summary>
    public const string Anonymous = "";

    /// <summary>The key of a request's caller: tenant, scheme and principal.</summary>
    public static string Of(HttpContext http) => ExchangeCaller.Of(http) is { IsAnonymous: false } caller ? caller.Key : Anonymous;
}
