using System.Text.Json;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using McpProxy.Tools.Disclosure;

namespace McpProxy.Mcp.Engines;

/// <summary>What a <c>tools/call</c> calls. Whoever calls a tool through the one that calls others calls that tool, in everything that follows.</summary>
/// <param name="Named">The tool that the message names; null when there is none.</param>
/// <param name="Tool">The tool that is called.</param>
/// <param name="Arguments">Its arguments.</param>
internal readonly record struct CalledTool(ToolBinding? Named, ToolBinding? Tool, JsonSlice Arguments)
{
    /// <summary>Finds it.</summary>
    /// <param name="envelope">The message, of any method.</param>
    /// <param name="toolset">What its caller sees.</param>
    public static CalledTool Of(Envelope envelope, ToolsetSurface toolset)
    {
        if (envelope.Method != McpMethod.ToolsCall)
        {
            return default;
        }

        var named = toolset.Find(envelope.Name);
        return named?.Meta == MetaToolKind.Call && Unwrap(envelope.Arguments, toolset, out var arguments) is { } called
            ? new CalledTool(named, called, arguments)
            : new CalledTool(named, named, envelope.Arguments);
    }

    /// <summary>Reads the arguments of a call through another tool.</summary>
    /// <returns>Null when they are not as they should be: then that tool is called itself, and says what is wrong.</returns>
    private static ToolBinding? Unwrap(JsonSlice wrapped, ToolsetSurface toolset, out JsonSlice arguments)
    {
        arguments = default;
        JsonSlice name = default;
        if (!wrapped.IsObject)
        {
            return null;
        }

        var reader = new Utf8JsonReader(wrapped.Raw.Span, new JsonReaderOptions { MaxDepth = int.MaxValue }); // The envelope's bound held.
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (name.IsMissing && reader.ValueTextEquals("name"u8))
            {
                name = Slice(ref reader, wrapped);
            }
            else if (arguments.IsMissing && reader.ValueTextEquals("arguments"u8))
            {
                arguments = Slice(ref reader, wrapped);
            }
            else
            {
                return null;
            }
        }

        return arguments.Kind is JsonTokenType.None or JsonTokenType.StartObject && Find(name, toolset) is { Meta: not MetaToolKind.Call } tool ? tool : null;
    }

    private static ToolBinding? Find(JsonSlice name, ToolsetSurface toolset)
    {
        try
        {
            return toolset.Find(name);
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair, which no name has.
        }
    }

    private static JsonSlice Slice(ref Utf8JsonReader reader, JsonSlice around)
    {
        reader.Read();
        var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
        reader.Skip();
        return new JsonSlice(around.Raw[start..(int)reader.BytesConsumed], kind);
    }
}
