using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Tools.Plugins;

/// <summary>A request through a route that handlers of plugins' tools send.</summary>
internal sealed class RouteCall(ToolBinding request, IToolInvoker invoker, Corridor corridor) : IRouteCall
{
    /// <summary>The route's endpoint, and the rehearsal made of it.</summary>
    private Tuple<Endpoint, Endpoint>? _rehearsal;

    public async ValueTask<RouteAnswer> SendAsync(PluginToolCall call, ReadOnlyMemory<byte> arguments = default, RequestedContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var part = await RunAsync(call, CallOperations.PluginsCall, arguments, context, endpoint: null, cancellationToken);
        return new RouteAnswer(part.Outcome.Status, part.Outcome.Headers, part.Outcome.Body.ToArray(), part.Exchange);
    }

    public async ValueTask<ProxyExchange> ResolveAsync(PluginToolCall call, ReadOnlyMemory<byte> arguments = default, RequestedContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var part = await RunAsync(call, CallOperations.PluginsResolve, arguments, context, Rehearsal(), cancellationToken);
        return part.Exchange;
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

    private async ValueTask<FinishedPart> RunAsync(
        PluginToolCall call, string operation, ReadOnlyMemory<byte> arguments, RequestedContext? context, Endpoint? endpoint, CancellationToken cancellationToken)
    {
        var outer = (CorridorRequest)call.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>(); // The runner makes no calls of anything else.
        var whole = outer.Call!;
        var part = new PartOfCall(Combine(call.Exchange, context));
        var outcome = await invoker.InvokeAsync(
            new ToolCall
            {
                Snapshot = whole.Snapshot,
                Tool = request,
                Operation = operation,
                Arguments = arguments,
                Caller = whole.Caller,
                SessionId = whole.SessionId,
                Mapper = RouteAnswerMapper.Instance,
                Endpoint = endpoint,
                Part = part,
            },
            cancellationToken);
        if (outcome is RouteAnswerOutcome answer)
        {
            return new FinishedPart(answer, part.Exchange!); // it ran
        }

        using (outcome)
        {
            outer.Challenge ??= outcome.Challenge;
            throw new ProxyErrorException(outcome.Error ?? AsksForInput);
        }
    }

    /// <summary>The endpoint changes when YARP makes its endpoints anew.</summary>
    private Endpoint? Rehearsal()
    {
        if (request.Endpoint is not { } endpoint)
        {
            return null;
        }

        var known = _rehearsal;
        if (known is null || !ReferenceEquals(known.Item1, endpoint))
        {
            _rehearsal = known = new(endpoint, corridor.CreateRehearsal(endpoint));
        }

        return known.Item2;
    }
}
