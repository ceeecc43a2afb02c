using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Tools.Plugins;

/// <summary>A request through a route that handlers of plugins' tools send.</summary>
internal sealed class RouteCall(ToolBinding request, IToolInvoker invoker) : IRouteCall
{
    public async ValueTask<RouteAnswer> SendAsync(PluginToolCall call, ReadOnlyMemory<byte> arguments = default, RequestedContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var outer = (CorridorRequest)call.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>(); // The runner makes no calls of anything else.
        var whole = outer.Call!;
        var part = new PartOfCall(Combine(call.Exchange, context));
        var inner = new ToolCall
        {
            Snapshot = whole.Snapshot,
            Tool = request,
            Operation = CallOperations.PluginsCall,
            Arguments = arguments,
            Caller = whole.Caller,
            SessionId = whole.SessionId,
            Mapper = RouteAnswerMapper.Instance,
            Part = part,
        };
        using var outcome = await invoker.InvokeAsync(inner, cancellationToken);
        if (outcome is RouteAnswerOutcome answer)
        {
            return new RouteAnswer(answer.Status, answer.Headers, answer.Body.ToArray(), part.Exchange!); // it ran
        }

        outer.Challenge ??= outcome.Challenge;
        throw new ProxyErrorException(outcome.Error ?? AsksForInput);
    }

    private static ProxyError AsksForInput { get; } =
        new(ProxyErrorKind.UpstreamHttp, "unexpected_question", "The upstream asked for input, which a plugin's own call of it cannot give.");

    private static RequestedContext? Combine(ProxyExchange exchange, RequestedContext? context)
    {
        var asked = exchange.HasRequested ? exchange.Requested : null;
        return asked is null && context is null ? null : new RequestedContext
        {
            Identity = context?.Identity ?? asked?.Identity,
            Profile = context?.Profile ?? asked?.Profile,
            Region = context?.Region ?? asked?.Region,
            Handle = context?.Handle ?? asked?.Handle,
        };
    }
}
