using System.Text.Json.Serialization;

namespace CustomPlugin;

/// <summary>Reads and writes JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderQuery))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderTotal))]
internal sealed partial class OrderJson : JsonSerializerContext;
