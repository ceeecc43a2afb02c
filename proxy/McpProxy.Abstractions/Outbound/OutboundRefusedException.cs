namespace McpProxy.Outbound;

/// <summary>An address is not allowed.</summary>
/// <param name="code">A stable snake_case code, e.g. <c>host_not_allowed</c>.</param>
/// <param name="message">Why, for whoever gave the address; it names no address of the network here.</param>
public sealed class OutboundRefusedException(string code, string message) : Exception(message)
{
    /// <summary>A stable snake_case code, e.g. <c>host_not_allowed</c>.</summary>
    public string Code { get; } = code;
}
