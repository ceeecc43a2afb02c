using System.Text.Json.Serialization;

namespace McpProxy.Context;

/// <summary>How <see cref="ContextRecord"/> is written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContextRecord))]
internal sealed partial class ContextJson : JsonSerializerContext;
