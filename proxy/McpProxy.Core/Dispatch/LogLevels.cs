namespace McpProxy.Dispatch;

/// <summary>The names of log levels on the wire.</summary>
internal static class LogLevels
{
    private static readonly string[] Names = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

    /// <summary>All names, for messages.</summary>
    public static string All { get; } = string.Join(", ", Names);

    public static string Name(McpLogLevel level) => Names[(int)level];

    /// <summary>The level of a name; null for a name that is none.</summary>
    public static McpLogLevel? Find(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? null : (McpLogLevel)index;
    }
}
