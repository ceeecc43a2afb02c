namespace McpProxy.Mcp.Engines;

/// <summary>Notifications that are always the same.</summary>
internal static class Notifications
{
    /// <summary><c>notifications/tools/list_changed</c>, as initialize-era clients get it.</summary>
    public static ReadOnlyMemory<byte> ToolListChanged { get; } = """{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"""u8.ToArray();
}
