using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace McpProxy.Tools.Slimming;

/// <summary>How slimmed schemas are written.</summary>
[JsonSourceGenerationOptions(MaxDepth = 512)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class SlimmingJson : JsonSerializerContext;
