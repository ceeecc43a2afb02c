using System.Text.Json.Serialization;
using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.Plugins.Credentials.OAuth.Vault;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>How flows and tokens are written at rest, before they are sealed.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FlowEntry))]
[JsonSerializable(typeof(VaultRow))]
internal sealed partial class OAuthJson : JsonSerializerContext;
