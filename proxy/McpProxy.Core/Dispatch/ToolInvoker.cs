using System.Text.Json;
using McpProxy.Shaping;
using McpProxy.Telemetry;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.Dispatch;

/// <summary>
/// Runs a tool call down the corridor:
/// <code>
/// 1 admit     one of MaxConcurrentCalls
/// 2 index     the arguments, once, on a tape
/// 3 validate  against the compiled input schema
/// 4 bind      path, query, headers, body
/// 5 run       the route's endpoint, in process
/// 6 map       the answer, or the failure, to an outcome
/// </code>
/// </summary>
internal sealed partial class ToolInvoker(
    CallGate gate, ResultMapper results, UpstreamErrorMapper upstreamErrors, McpProxyMetrics metrics, IServiceScopeFactory scopes, CallDeadlines deadlines, TimeProvider time, ILogger<ToolInvoker> logger) : IToolInvoker
{
    private static readonly ReadOnlyMemory<byte> NoArguments = "{}"u8.ToArray();

    public async ValueTask<ToolOutcome> InvokeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var requestId = call.Caller?.TraceIdentifier ?? Guid.CreateVersion7().ToString("N");

        // :: Step 1: admit
        var limit = call.Snapshot.Mcp.Limits.MaxConcurrentCalls;
        if (!gate.TryEnter(limit))
        {
            return Fail(call.Tool, requestId, new ProxyError(ProxyErrorKind.RateLimited, "too_many_calls", $"{limit} calls are running already.") { Status = 429, RetryAfterSeconds = 1 });
        }

        metrics.CallStarted();
        var started = time.GetTimestamp();
        var outcomeName = "cancelled";
        try
        {
            using var request = new BoundRequest();
            var outcome = Prepare(call, request, requestId) ?? await ForwardAsync(call, request, requestId, cancellationToken);
            outcomeName = outcome.Error is { } error ? ErrorKinds.Name(error.Kind) : outcome.IsError ? "upstream_result" : "ok";
            return outcome;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.CallFailed(logger, exception, call.Tool.Name, requestId);
            outcomeName = "internal";
            return Fail(call.Tool, requestId, new ProxyError(ProxyErrorKind.Internal, "internal_error", "The proxy failed to run this call; its log has the cause under the request id."));
        }
        finally
        {
            gate.Exit();
            var elapsed = time.GetElapsedTime(started);
            metrics.CallEnded(call.Tool.Name, outcomeName, elapsed);
            Log.CallEnded(logger, call.Tool.Name, outcomeName, elapsed.TotalMilliseconds, requestId);
        }
    }

    /// <summary>Steps 2 to 4; they wait for nothing, so that the call waits in one place less.</summary>
    /// <returns>Why the call is refused, or null: then the request is bound and holds nothing of the arguments.</returns>
    private static ErrorOutcome? Prepare(ToolCall call, BoundRequest request, string requestId)
    {
        var tool = call.Tool;
        var limits = call.Snapshot.Mcp.Limits;
        try
        {
            // :: Step 2: index
            using var tape = JsonTape.Parse(call.Arguments.IsEmpty ? NoArguments : call.Arguments, limits.MaxJsonDepth);

            // :: Step 3: validate, step 4: bind
            return (Validate(tool, tape, limits.MaxArguments) ?? Bind(tool, tape, request)) is { } error ? Fail(tool, requestId, error) : null;
        }
        catch (JsonException exception)
        {
            return Fail(tool, requestId, ArgumentErrors.Of(tool, exception));
        }
    }

    private static ProxyError? Validate(ToolBinding tool, JsonTape tape, int maxArguments)
    {
        if (tape.Kind(JsonTape.Root) != JsonTokenType.StartObject)
        {
            return ArgumentErrors.NotAnObject(tool);
        }

        if (tape.Count(JsonTape.Root) > maxArguments)
        {
            return ArgumentErrors.TooMany(tool, tape.Count(JsonTape.Root), maxArguments);
        }

        // The verdict alone first: it allocates nothing, and nearly every call is valid.
        if (tool.InputSchema.Validate(tape, JsonTape.Root, null))
        {
            return null;
        }

        var violations = new SchemaViolations();
        tool.InputSchema.Validate(tape, JsonTape.Root, violations);
        return ArgumentErrors.Of(tool, violations);
    }

    private static ProxyError? Bind(ToolBinding tool, JsonTape tape, BoundRequest request)
    {
        if (RequestBinder.Bind(tool.Request, tape, request) is { } problem)
        {
            return ArgumentErrors.Of(tool, problem);
        }

        var route = tool.Request.Route;
        return (route.HasConstraints || tool.Request.HasCatchAll) && !route.TryMatch(new PathString(request.Path), [], null) ? ArgumentErrors.RouteRefuses(tool, request.Path) : null;
    }

    private async ValueTask<ToolOutcome> ForwardAsync(ToolCall call, BoundRequest request, string requestId, CancellationToken cancellationToken)
    {
        var tool = call.Tool;
        if (tool.Endpoint?.RequestDelegate is not { } pipeline)
        {
            return Fail(tool, requestId, new ProxyError(ProxyErrorKind.Internal, "route_gone", $"The route '{tool.RouteId}' is not being served."));
        }

        // :: Step 5: run. The deadline and a leaving caller cancel the same source, which is the exchange's RequestAborted.
        using var deadline = deadlines.Start(tool.Timeout);
        var abort = deadline.Source;
        using var leaving = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), abort);
        await using var scope = call.Caller is null ? scopes.CreateAsyncScope() : default(AsyncServiceScope?);
        using var activity = CallActivity.Start(call);

        if (call.Input?.AttachTo(request, tool.Input) is { } unsendable)
        {
            return Fail(tool, requestId, unsendable);
        }

        CallerHeaders.Complete(call.Caller, tool, request);
        call.Preconditions?.Apply(request.Headers);
        var exchange = new ProxyExchange { Door = ExchangeDoor.Mcp, RequestId = requestId, ToolName = tool.Name };
        var response = new ResponseCollector(new ResponseIntake(tool.Response, call.Progress, call.Log));
        var corridorRequest = new CorridorRequest(tool, request, call.Caller, requestId, scope?.ServiceProvider, abort);
        var context = new DefaultHttpContext(new CorridorFeatures(corridorRequest, response, exchange));
        var mapped = false;
        try
        {
            await pipeline(context);
            await response.FinishAsync();
            if (response.Sink is EventStreamSink events && !events.TooLarge)
            {
                await events.FinishAsync(abort.Token);
            }

            cancellationToken.ThrowIfCancellationRequested();
            AffinityRelay.CopyBack(call.Caller, context, response.Headers);

            // :: Step 6: map
            var outcome = Map(call, corridorRequest, context, response, requestId, deadlinePassed: abort.IsCancellationRequested && !corridorRequest.AbortedByPipeline);
            mapped = true;
            return outcome;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested && !corridorRequest.AbortedByPipeline && !cancellationToken.IsCancellationRequested)
        {
            return Fail(tool, requestId, FailureMapper.ForRepetition(FailureMapper.DeadlinePassed, tool.IsRepeatable));
        }
        finally
        {
            if (!mapped)
            {
                response.Sink?.Dispose();
            }

            corridorRequest.End();
            activity?.SetTag("mcpproxy.status", response.StatusCode);
        }
    }

    private ToolOutcome Map(ToolCall call, CorridorRequest request, HttpContext context, ResponseCollector response, string requestId, bool deadlinePassed)
    {
        var tool = call.Tool;
        var refusedByUs = response.Sink is RefusingSink or BufferSink { TooLarge: true } or EventStreamSink { TooLarge: true };
        if (!refusedByUs && FailureMapper.Find(context, response.StatusCode, deadlinePassed) is { } failure)
        {
            response.Sink?.Dispose();
            var error = Fail(tool, requestId, FailureMapper.ForRepetition(failure, tool.IsRepeatable));
            return request.Challenge is { } challenge ? new ChallengeOutcome(challenge, error) : error;
        }

        var answer = new UpstreamAnswer(tool, request.Path, requestId, response.StatusCode, response.Headers, response.Sink);
        var isFailure = IsFailure(response.StatusCode) && !(response.StatusCode == StatusCodes.Status304NotModified && call.Preconditions is not null);
        return isFailure ? upstreamErrors.Map(answer) : Map(call, answer);
    }

    private ToolOutcome Map(ToolCall call, UpstreamAnswer answer) =>
        call.Mapper is { } mapper ? ResultMapper.FindInput(answer) ?? mapper.Map(answer) : results.Map(answer);

    /// <summary>A redirect is not an answer, and following it could leave the cluster; 304 answers a question that only conditional calls ask.</summary>
    private static bool IsFailure(int status) => status is < StatusCodes.Status200OK or >= StatusCodes.Status300MultipleChoices;

    private static ErrorOutcome Fail(ToolBinding tool, string requestId, ProxyError error) =>
        new(error, requestId, declaresOutput: !tool.Definition.OutputSchema.IsEmpty);

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "{Tool}: {Outcome} in {Milliseconds:0.0} ms (request {RequestId})")]
        public static partial void CallEnded(ILogger logger, string tool, string outcome, double milliseconds, string requestId);

        [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "{Tool} failed inside the proxy (request {RequestId})")]
        public static partial void CallFailed(ILogger logger, Exception exception, string tool, string requestId);
    }
}
