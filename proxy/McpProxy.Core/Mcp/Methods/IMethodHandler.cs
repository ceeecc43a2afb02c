using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary>Answers the requests of one method, for every transport and engine. Stateless between requests.</summary>
internal interface IMethodHandler
{
    McpMethod Method { get; }

    /// <summary>Whether the method exists for callers of a revision at an endpoint.</summary>
    bool IsServed(ProtocolRevision revision, ToolsetSurface toolset);

    /// <summary>Checks the params, so that every engine gets the same requests and refuses the same.</summary>
    /// <returns>Why the request is refused, or null.</returns>
    McpFault? Check(McpRequest request);

    /// <summary>Answers a request that was not refused.</summary>
    /// <param name="request">The request; its slices are valid until the returned task ends.</param>
    /// <param name="reply">Takes the answer.</param>
    /// <param name="cancellationToken">The caller left or cancelled; throws <see cref="OperationCanceledException"/> once the work has stopped.</param>
    ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken);
}
