namespace McpProxy.Mcp.Engines;

/// <summary>Answers requests that <see cref="Methods.MethodTable"/> let through.</summary>
internal interface IMcpEngine
{
    /// <summary>Answers one request.</summary>
    /// <param name="request">The request; its slices are valid until the returned task ends.</param>
    /// <param name="reply">Takes the answer.</param>
    /// <param name="cancellationToken">The caller left or cancelled; throws <see cref="OperationCanceledException"/> once the work has stopped.</param>
    ValueTask ProcessAsync(McpRequest request, Reply reply, CancellationToken cancellationToken);
}
