using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>A JSON value fixed by configuration, indexed once so that it binds like a caller's.</summary>
internal sealed class ConstantValue(JsonElement value)
{
    public JsonTape Tape { get; } = JsonTape.Parse(Encoding.UTF8.GetBytes(value.GetRawText()), maxDepth: 64);
}
