using McpProxy.Configuration;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>resources/read</c>: the URI becomes a request on the resource's route.</summary>
internal sealed class ResourcesReadHandler(ResourceReader reader) : IMethodHandler
{
    public McpMethod Method => McpMethod.ResourcesRead;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => toolset.Lists.HasFlag(CatalogLists.Resources);

    public McpFault? Check(McpRequest request) => ResourceLookup.Find(request);

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var reading = reader.ReadAsync(request, reply, cancellationToken);
        if (!reading.IsCompleted)
        {
            reply.ExpectDelay();
        }

        using var outcome = await reading;
        await (outcome switch
        {
            { Challenge: { } challenge } => reply.ChallengeAsync(challenge),
            { Error: not null } => reply.FaultAsync(ResourceLookup.Failure(request, outcome)),
            _ => reply.EndAsync(outcome, request.Dialect),
        });
    }
}
