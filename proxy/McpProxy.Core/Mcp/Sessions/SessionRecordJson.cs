using System.Text.Json.Serialization;

namespace McpProxy.Mcp.Sessions;

/// <summary>How <see cref="SessionRecord"/> is written.</summary>
[JsonSerializable(typeof(SessionRecord))]
internal sealed partial class SessionRecordJson : JsonSerializerContext;
