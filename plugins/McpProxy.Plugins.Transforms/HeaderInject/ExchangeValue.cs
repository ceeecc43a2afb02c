namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>A property of the exchange that a header can carry.</summary>
public enum ExchangeValue
{
    /// <summary>The partner identity resolved for the exchange.</summary>
    Identity,

    /// <summary>The profile (account scope) resolved for the exchange.</summary>
    Profile,

    /// <summary>The region resolved for the exchange.</summary>
    Region,

    /// <summary>The id of the exchange, as in <c>X-Request-Id</c>.</summary>
    RequestId,

    /// <summary>The MCP tool being called; nothing on the HTTP door.</summary>
    ToolName,
}
