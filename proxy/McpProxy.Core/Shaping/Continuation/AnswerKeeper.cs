using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Shaping.Truncation;
using McpProxy.State.Artifacts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Shaping.Continuation;

/// <summary>Begins to keep the whole of answers that are shortened.</summary>
internal sealed class AnswerKeeper(ArtifactStore store, LiveConfig config)
{
    private string? _path;

    /// <summary>Begins to keep an answer, unless that has begun already.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="mediaType">Media type of the answer, without parameters.</param>
    /// <param name="choice">What the route keeps of it by choice; null for all.</param>
    /// <param name="takes">Whether the caller of this method has to give it the bytes.</param>
    public RestOfAnswer Begin(HttpContext context, string mediaType, TruncationRules? choice, out bool takes)
    {
        if (context.Features.Get<RestOfAnswer>() is { } begun)
        {
            takes = false;
            begun.Join();
            return begun;
        }

        takes = true;
        var request = context.Features.Get<IHttpRequestFeature>() as CorridorRequest;
        var caller = ProxyExchange.Get(context)?.Caller ?? ExchangeCaller.Anonymous;
        var writer = store.Begin(ArtifactOwner.Of(caller), mediaType, new ArtifactDemands(context.GetEndpoint()?.Metadata.GetMetadata<CorridorPlan>(), request?.Call?.Tool.Policy));
        _path ??= config.Current.Host.Artifacts.Path; // like the endpoint, which is mapped once
        var isHttp = request is null;
        var address = isHttp ? $"{context.Request.PathBase}{_path}/{writer.Artifact.Id}" : ArtifactAddress.Uri + writer.Artifact.Id;
        var rest = new RestOfAnswer(writer, address, isHttp ? context.Response : null, Choices(choice, request?.Shape?.Each));
        context.Features.Set(rest);
        if (isHttp)
        {
            context.Response.Headers.Append("Link", $"<{address}>; rel=\"alternate\"; title=\"whole answer\"");
        }

        return rest;
    }

    private static IEnumerable<TruncationRules> Choices(params TruncationRules?[] rules) => rules.OfType<TruncationRules>();
}
