using McpProxy.Configuration;

namespace McpProxy.Authentication.Compilation;

/// <summary>
/// Finds schemes whose keys, mistyped, would be taken for tokens of partners, and sent to a token server: both stand in
/// <c>Authorization</c>, and nothing tells one from the other.
/// </summary>
internal static class MistypedKeys
{
    private const string Authorization = "Authorization";

    /// <returns>Names of schemes of kind ApiKey, each with that of a scheme of kind PartnerToken.</returns>
    public static IEnumerable<(string Keys, string Tokens)> Find(AuthenticationConfig? config) =>
        from keys in config?.Schemes ?? new Dictionary<string, AuthenticationSchemeConfig>()
        where keys.Value is { Kind: AuthenticationKind.ApiKey, KeyPrefix: null } && Reads(keys.Value)
        from tokens in config!.Schemes
        where tokens.Value is { Kind: AuthenticationKind.PartnerToken, Pattern: null } && Reads(tokens.Value)
        select (keys.Key, tokens.Key);

    /// <summary>Both kinds read it unless they are told otherwise.</summary>
    private static bool Reads(AuthenticationSchemeConfig scheme) => scheme.Headers is not { Count: > 0 } headers || headers.Contains(Authorization, StringComparer.OrdinalIgnoreCase);
}
