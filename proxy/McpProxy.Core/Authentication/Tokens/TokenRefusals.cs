namespace McpProxy.Authentication.Tokens;

/// <summary>Why tokens are refused. None of them says more than the sender could find out from the token itself.</summary>
internal static class TokenRefusals
{
    public static Refusal Malformed { get; } = new("The token is malformed.");

    public static Refusal Encrypted { get; } = new("Encrypted tokens are not accepted.");

    public static Refusal TooLong { get; } = new("The token is too long.");

    public static Refusal Unsupported { get; } = new("The token uses an extension that is not supported.");

    public static Refusal WrongType { get; } = new("The token is not an access token.");

    public static Refusal WrongAlgorithm { get; } = new("The algorithm of the token is not accepted.");

    public static Refusal UnknownKey { get; } = new("The key of the token is not one of its issuer.");

    public static Refusal WrongSignature { get; } = new("The signature of the token is wrong.");

    public static Refusal WrongIssuer { get; } = new("The issuer of the token is not accepted.");

    public static Refusal NoExpiry { get; } = new("The token does not say when it expires.") { IsOfOurs = true };

    public static Refusal NotYetValid { get; } = new("The token is not valid yet.") { IsOfOurs = true };

    public static Refusal NoPrincipal { get; } = new("The token does not say who its holder is.") { IsOfOurs = true };

    public static Refusal NoTenant { get; } = new("The token does not say for which tenant it is.") { IsOfOurs = true };

    public static Refusal MissingClaim { get; } = new("The token lacks a claim that is required.") { IsOfOurs = true };

    public static Refusal KeysUnavailable { get; } = new("The keys of the issuer cannot be fetched at the moment.") { IsTemporary = true, IsOfOurs = true };
}
