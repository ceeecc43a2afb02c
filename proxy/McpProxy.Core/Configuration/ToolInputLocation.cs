namespace McpProxy.Configuration;

/// <summary>Where the answers that an upstream asked for are put.</summary>
public enum ToolInputLocation
{
    /// <summary>Two request headers.</summary>
    Headers,

    /// <summary>Two members of the JSON body.</summary>
    Body,
}
