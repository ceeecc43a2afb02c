namespace McpProxy.Tools;

/// <summary>What a plugin's tool answers with.</summary>
public enum PluginToolResultKind
{
    /// <summary>A JSON value.</summary>
    Json,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A failure, with a JSON object.</summary>
    Failure,

    /// <summary>Questions to the user.</summary>
    Question,
}
