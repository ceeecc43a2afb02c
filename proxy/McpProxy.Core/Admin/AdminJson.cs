using System.Text.Json.Serialization;

namespace McpProxy.Admin;

/// <summary>How the answers of this room are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LivenessReport))]
[JsonSerializable(typeof(ReadinessReport))]
[JsonSerializable(typeof(PingReport))]
internal sealed partial class AdminJson : JsonSerializerContext;
