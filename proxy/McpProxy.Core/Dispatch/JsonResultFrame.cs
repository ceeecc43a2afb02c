namespace McpProxy.Dispatch;

/// <summary>The parts of a result with one text that are the same in all of them, as UTF-8 JSON.</summary>
internal sealed class JsonResultFrame(ResultDialect dialect)
{
    /// <summary>Up to the text, its first quote included.</summary>
    public byte[] Start { get; } = [.. dialect.Modern ? "{\"resultType\":\"complete\","u8 : "{"u8, .. "\"content\":[{\"type\":\"text\",\"text\":\""u8];

    /// <summary>From behind the structured content, or behind <c>content</c> where there is none.</summary>
    public byte[] End { get; } = dialect.Modern && !dialect.ServerInfo.IsEmpty
        ? [.. ",\"isError\":false,\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"u8, .. dialect.ServerInfo.Span, .. "}}"u8]
        : ",\"isError\":false}"u8.ToArray();
}
