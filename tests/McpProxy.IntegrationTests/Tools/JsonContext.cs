using System.Text.Json;
using System.Text.Json.Serialization;

namespace McpProxy.IntegrationTests.Tools;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class JsonContext : JsonSerializerContext;
