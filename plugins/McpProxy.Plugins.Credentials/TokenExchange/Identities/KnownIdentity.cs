using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Identities;

/// <summary>An identity with its values for templates.</summary>
/// <param name="Public">As everybody sees it.</param>
/// <param name="Values">Its values by name.</param>
internal sealed record KnownIdentity(PartnerIdentity Public, IReadOnlyDictionary<string, TemplateValue> Values);
