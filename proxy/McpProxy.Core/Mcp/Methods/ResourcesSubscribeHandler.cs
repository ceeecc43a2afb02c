using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Watching;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>resources/subscribe</c> (up to 2025-11-25; later revisions have <c>subscriptions/listen</c>).</summary>
internal sealed class ResourcesSubscribeHandler(ResourceWatches watches, ResourceReader reader) : IMethodHandler
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    public McpMethod Method => McpMethod.ResourcesSubscribe;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => !revision.IsModern && toolset.Toolset.Resources.CanSubscribe;

    public McpFault? Check(McpRequest request)
    {
        if (request.Session is null)
        {
            return McpFault.InvalidRequest("subscriptions need a session: initialize, and send the Mcp-Session-Id of its answer with each request.", status: 200);
        }

        return ResourceLookup.Find(request)
            ?? (request.Resource is { Resource.IsWatched: false } ? McpFault.InvalidParams("changes of this resource are not watched; read it again when it matters.") : null);
    }

    public async ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var match = request.Resource!; // Check refuses requests without one, and without a session.
        if (match.Resource.DependsOnCaller)
        {
            // Who may not read it may not hear of it.
            using var outcome = await reader.TryAsync(request, match, cancellationToken);
            if (outcome.Error is not null)
            {
                await (outcome.Challenge is { } challenge ? reply.ChallengeAsync(challenge) : reply.FaultAsync(ResourceLookup.Failure(request, outcome)));
                return;
            }
        }

        var limit = request.Toolset.Surface.Config.Limits.MaxSubscriptionsPerClient;
        var subscribed = await request.Session!.Resources.AddAsync(watches, match, limit, cancellationToken);
        request.Session.IsChanged |= subscribed == SubscribeOutcome.Subscribed;
        await (subscribed switch
        {
            SubscribeOutcome.TooManyOfClient => reply.FaultAsync(ResourceLookup.TooManySubscriptions(limit)),
            SubscribeOutcome.TooMany => reply.FaultAsync(McpFault.TooMany("subscriptions")),
            _ => reply.ResultAsync(Empty),
        });
    }
}
