using System.Text.Json;
using McpProxy.Authentication;
using McpProxy.Shaping;
using McpProxy.Shaping.Continuation;
using McpProxy.State;
using McpProxy.Telemetry;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.Dispatch;

/// <summary>
/// Runs a tool call down the corridor:
/// <code>
/// 1 admit     callers who may make it, one of MaxConcurrentCalls
/// 2 index     the arguments, once, on a tape
/// 3 validate  against the compiled input schema, as the input rules of the tool leave them
/// 4 bind      path, query, headers, body
/// 5 run       the route's endpoint, in process
/// 6 map       the answer, or the failure, to an outcome
/// </code>
/// </summary>
internal sealed partial class ToolInvoker(
    CallGate gate, ResultMapper results, UpstreamErrorMapper upstreamErrors, McpProxyMetrics metrics, IServiceScopeFactory scopes, CallDeadlines deadlines, AnswerKeeper keeper, TimeProvider time, ILogger<ToolInvoker> logger) : IToolInvoker
{
    private static readonly ReadOnlyMemory<byte> NoArguments = "{}"u8.ToArray();

    public async ValueTask<ToolOutcome> InvokeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var requestId = call.Caller?.TraceIdentifier ?? Guid.CreateVersion7().ToString("N");

        // :: Step 1: admit
        if (call.Snapshot.Access is { } access && CallerGate.Check(access, call.Caller, call.Tool) is { } refusal)
        {
            return new ChallengeOutcome(refusal, Fail(call.Tool, requestId, refusal.ToError()));
        }

        var limit = call.Snapshot.Mcp.Limits.MaxConcurrentCalls;
        if (call.Part is null && !gate.TryEnter(limit))
        {
            return Fail(call.Tool, requestId, new ProxyError(ProxyErrorKind.RateLimited, "too_many_calls", $"{limit} calls are running already.") { Status = 429, RetryAfterSeconds = 1 });
        }

        metrics.CallStarted();
        var started = time.GetTimestamp();
        var outcomeName = "cancelled";
        try
        {
            using var request = new BoundRequest();
            ToolOutcome outcome;
            if (Prepare(call, request) is { } refused)
            {
                outcome = Fail(call.Tool, requestId, refused);
            }
            else if ((call.Endpoint ?? call.Tool.Endpoint)?.RequestDelegate is not { } pipeline)
            {
                outcome = Fail(call.Tool, requestId, new ProxyError(ProxyErrorKind.Internal, "route_gone", $"The route '{call.Tool.RouteId}' is not being served."));
            }
            else
            {
                await using var exchange = new ToolExchange(call, request, requestId, deadlines, scopes, keeper, cancellationToken);
                try
                {
                    // :: Step 5: run
                    await pipeline(exchange.Context);
                    await exchange.Response.FinishAsync();
                    if (exchange.Response.Sink is { } sink)
                    {
                        await sink.FinishAsync(exchange.Aborted);
                    }

                    cancellationToken.ThrowIfCancellationRequested();

                    // :: Step 6: map
                    AffinityRelay.CopyBack(call.Caller, exchange.Context, exchange.Response.Headers);
                    outcome = Notice(call, exchange.Exchange, Map(call, exchange, requestId));
                    exchange.HandOverBody();
                }
                catch (OperationCanceledException) when (exchange.EndedFromOutside && !cancellationToken.IsCancellationRequested)
                {
                    outcome = Fail(call.Tool, requestId, FailureMapper.ForRepetition(FailureMapper.DeadlinePassed, call.Tool.IsRepeatable));
                }
            }

            outcomeName = outcome.Error is { } error ? ErrorKinds.Name(error.Kind) : outcome.IsError ? "upstream_result" : "ok";
            return outcome;
        }
        catch (StateUnavailableException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.StateUnavailable(logger, call.Operation, call.Tool.Name, exception.Message, requestId);
            outcomeName = "internal";
            return Fail(call.Tool, requestId, FailureMapper.StateUnavailable);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.CallFailed(logger, exception, call.Operation, call.Tool.Name, requestId);
            outcomeName = "internal";
            return Fail(call.Tool, requestId, new ProxyError(ProxyErrorKind.Internal, "internal_error", "The proxy failed to run this call; its log has the cause under the request id."));
        }
        finally
        {
            if (call.Part is null)
            {
                gate.Exit();
            }

            var elapsed = time.GetElapsedTime(started);
            metrics.CallEnded(call.Operation, call.Tool.Name, outcomeName, elapsed);
            // Nobody asked for a poll, and many watched resources would fill the log with them.
            var level = ReferenceEquals(call.Operation, CallOperations.ResourcesPoll) ? LogLevel.Debug : LogLevel.Information;
            Log.CallEnded(logger, level, call.Operation, call.Tool.Name, outcomeName, elapsed.TotalMilliseconds, requestId);
        }
    }

    /// <summary>Steps 2 to 4; they wait for nothing, so that the call waits in one place less.</summary>
    /// <returns>Why the call is refused, or null: then the request is bound. Of the arguments it holds only the files, which are slices of their bytes.</returns>
    private ProxyError? Prepare(ToolCall call, BoundRequest request)
    {
        var tool = call.Tool;
        var limits = call.Snapshot.Mcp.Limits;
        try
        {
            // :: Step 2: index
            using var given = JsonTape.Parse(call.Arguments.IsEmpty ? NoArguments : call.Arguments, limits.MaxJsonDepth);
            return CheckObject(tool, given, limits.MaxArguments) ?? (tool.InputRules is { } rules ? Prepare(call, rules, given, request) : Complete(call, given, request));
        }
        catch (JsonException exception)
        {
            return ArgumentErrors.Of(tool, exception);
        }
    }

    /// <summary>As the rules of the tool say: what they write is the call from here on.</summary>
    private ProxyError? Prepare(ToolCall call, ToolInputRules rules, JsonTape given, BoundRequest request)
    {
        var depth = call.Snapshot.Mcp.Limits.MaxJsonDepth;
        var rewritten = rules.Rewrite(given, time, depth, out var conflict);
        if (conflict is not null)
        {
            return ArgumentErrors.Of(call.Tool, conflict);
        }

        if (rewritten is null)
        {
            return Complete(call, given, request);
        }

        using var tape = JsonTape.Parse(request.Keep(rewritten).WrittenMemory, depth);
        return Complete(call, tape, request);
    }

    /// <summary>Steps 3 and 4.</summary>
    private static ProxyError? Complete(ToolCall call, JsonTape tape, BoundRequest request) =>
        Validate(call.Tool, tape) ?? Choose(call.Tool, tape, request) ?? Bind(call.Tool, tape, request) ?? (call.Tool.HasRoute ? call.Input?.AttachTo(request, call.Tool.Input) : null);

    private static ProxyError? CheckObject(ToolBinding tool, JsonTape tape, int maxArguments)
    {
        if (tape.Kind(JsonTape.Root) != JsonTokenType.StartObject)
        {
            return ArgumentErrors.NotAnObject(tool);
        }

        return tape.Count(JsonTape.Root) > maxArguments ? ArgumentErrors.TooMany(tool, tape.Count(JsonTape.Root), maxArguments) : null;
    }

    private static ProxyError? Validate(ToolBinding tool, JsonTape tape)
    {
        // The verdict alone first: it allocates nothing, and nearly every call is valid.
        if (tool.InputSchema.Validate(tape, JsonTape.Root, null) && tool.InputRules?.Check(tape, null) != false)
        {
            return null;
        }

        var violations = new SchemaViolations();
        tool.InputRules?.Check(tape, violations);
        tool.InputSchema.Validate(tape, JsonTape.Root, violations);
        return ArgumentErrors.Of(tool, violations);
    }

    private static ProxyError? Choose(ToolBinding tool, JsonTape tape, BoundRequest request)
    {
        if (tool.Response.Choice is not { } choice)
        {
            return null;
        }

        var problem = choice.Read(tape, out var shape);
        request.Shape = shape;
        return problem is null ? null : ArgumentErrors.Of(tool, problem);
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

    private ToolOutcome Map(ToolCall call, ToolExchange exchange, string requestId)
    {
        var tool = call.Tool;
        var response = exchange.Response;
        if (response.Sink is not { Refused: true } && FailureMapper.Find(exchange.Context, response.StatusCode, deadlinePassed: exchange.EndedFromOutside) is { } failure)
        {
            response.Sink?.Dispose();
            var error = new ErrorOutcome(FailureMapper.ForRepetition(failure, tool.IsRepeatable), requestId, declaresOutput: !tool.Definition.OutputSchema.IsEmpty, content: exchange.Request.FailureContent);
            return exchange.Request.Challenge is { } challenge ? new ChallengeOutcome(challenge, error) : error;
        }

        var answer = new UpstreamAnswer(tool, exchange.Request.Path, requestId, response.StatusCode, response.Headers, response.Sink);
        var isFailure = IsFailure(response.StatusCode) && !(response.StatusCode == StatusCodes.Status304NotModified && call.Preconditions is not null);
        var outcome = isFailure ? upstreamErrors.Map(answer) : Map(call, answer);
        if (tool.MakesArtifacts && outcome is JsonOutcome json)
        {
            json.Link = exchange.Context.Features.Get<RestOfAnswer>()?.Link;
        }

        return outcome;
    }

    /// <summary>Tells the caller of a tool what it should know besides; questions and challenges are no results yet.</summary>
    private static ToolOutcome Notice(ToolCall call, ProxyExchange exchange, ToolOutcome outcome) =>
        exchange.Notices.Count == 0 || call.Mapper is not null || outcome is InputRequiredOutcome or ChallengeOutcome ? outcome : new NoticedOutcome(outcome, exchange.Notices);

    private ToolOutcome Map(ToolCall call, UpstreamAnswer answer) =>
        call.Mapper is { } mapper ? ResultMapper.FindInput(answer) ?? mapper.Map(answer) : results.Map(answer);

    /// <summary>A redirect is not an answer, and following it could leave the cluster; 304 answers a question that only conditional calls ask.</summary>
    private static bool IsFailure(int status) => status is < StatusCodes.Status200OK or >= StatusCodes.Status300MultipleChoices;

    private static ErrorOutcome Fail(ToolBinding tool, string requestId, ProxyError error) =>
        new(error, requestId, declaresOutput: !tool.Definition.OutputSchema.IsEmpty);

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Message = "{Operation} {Tool}: {Outcome} in {Milliseconds:0.0} ms (request {RequestId})")]
        public static partial void CallEnded(ILogger logger, LogLevel level, string operation, string tool, string outcome, double milliseconds, string requestId);

        [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "{Operation} {Tool} failed inside the proxy (request {RequestId})")]
        public static partial void CallFailed(ILogger logger, Exception exception, string operation, string tool, string requestId);

        [LoggerMessage(EventId = 314, Level = LogLevel.Warning, Message = "{Operation} {Tool} needs state that cannot be had: {Reason} (request {RequestId})")]
        public static partial void StateUnavailable(ILogger logger, string operation, string tool, string reason, string requestId);
    }
}
