namespace McpProxy;

/// <summary>The door through which an exchange entered the corridor.</summary>
public enum ExchangeDoor
{
    /// <summary>An HTTP request that YARP's routing matched.</summary>
    Http,

    /// <summary>A <c>tools/call</c> of the Model Context Protocol.</summary>
    Mcp,
}
