namespace McpProxy.Host.Plugins;

/// <summary>Codes of mistakes with plugin folders.</summary>
internal static class PluginErrorCodes
{
    /// <summary>A plugin folder does not exist or holds no plugin.</summary>
    public const string Folder = "MCP200";

    /// <summary>A plugin could not be loaded or failed while it registered itself.</summary>
    public const string Failed = "MCP201";

    /// <summary>Two plugins have the same name.</summary>
    public const string DuplicateName = "MCP202";
}
