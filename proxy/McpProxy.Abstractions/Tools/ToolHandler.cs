namespace McpProxy.Tools;

/// <summary>
/// Runs one call of a plugin's tool, on many threads at once. Throw a <see cref="ProxyErrorException"/> to answer with an error of
/// the contract; anything else that is thrown is logged and hidden behind <c>internal_error</c>.
/// </summary>
/// <param name="call">The call; its arguments fit the tool's schema.</param>
/// <param name="cancellationToken">The caller left, or the tool's time is up.</param>
public delegate ValueTask<PluginToolResult> ToolHandler(PluginToolCall call, CancellationToken cancellationToken);
