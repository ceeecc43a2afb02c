using McpProxy.Plugins.Credentials.TokenExchange.Jwt;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>How a value of an answer is read as a JWT.</summary>
/// <param name="Of">The value.</param>
/// <param name="Rules">What a token must be like.</param>
/// <param name="Jwks">The request for the issuer's keys; null when it publishes none that are used.</param>
/// <param name="Claims">Claims by the name of the value they become.</param>
internal sealed record JwtPlan(string Of, JwtRules Rules, RequestPlan? Jwks, IReadOnlyDictionary<string, string> Claims);
