using McpProxy.Configuration;

namespace McpProxy.Authentication.Compilation;

/// <summary>Where clients get tokens.</summary>
internal static class AuthorizationServers
{
    /// <summary>Issuer URLs, as written; empty when no scheme takes tokens of a server that is known.</summary>
    public static IReadOnlyList<string> Of(AuthenticationConfig config) => config.AuthorizationServers.Count > 0
        ? [.. config.AuthorizationServers.Select(u => u.OriginalString)]
        : [.. config.Schemes.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Authority?.OriginalString).OfType<string>().Distinct(StringComparer.Ordinal)];
}
