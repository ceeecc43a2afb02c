using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.MetaTools;

/// <summary>Describes one tool as <c>tools/list</c> would, or with all that is left out there.</summary>
internal static class ToolDescription
{
    /// <exception cref="ProxyErrorException">There is no such tool.</exception>
    public static byte[] Answer(McpRequest request, JsonElement arguments)
    {
        var name = MetaToolArguments.RequiredText(arguments, "name");
        var full = arguments.TryGetProperty("full"u8, out var flag) && flag.GetBoolean();
        return request.Toolset.Toolset.Find(name) is { } tool
            ? JsonBytes.Write(writer => ToolWriter.Write(writer, full ? tool.Definition.Whole : tool.Definition, request.Revision))
            : throw new ProxyErrorException(UnknownTool.Error(request, name));
    }
}
