using System.Text.Json.Serialization;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>How <see cref="StartAnswer"/> is written.</summary>
[JsonSerializable(typeof(StartAnswer))]
internal sealed partial class StartJson : JsonSerializerContext;
