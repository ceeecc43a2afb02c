using System.Diagnostics;
using McpProxy.Shaping;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Dispatch;

/// <summary>
/// The in-process exchange of one tool call, and everything that lives as long: the deadline, the link to the caller's
/// leaving, the services of a call without an HTTP request, the span.
/// </summary>
internal sealed class ToolExchange : IAsyncDisposable
{
    private readonly CallDeadline _deadline;
    private readonly CancellationTokenRegistration _leaving;
    private readonly AsyncServiceScope? _scope;
    private readonly Activity? _activity;
    private bool _handedOver;

    /// <param name="call">The call.</param>
    /// <param name="request">Its bound request, which the exchange completes with the caller's headers.</param>
    /// <param name="requestId">The id of the exchange.</param>
    /// <param name="deadlines">Starts the call's deadline.</param>
    /// <param name="scopes">Makes the services of a call that came without an HTTP request.</param>
    /// <param name="keeper">Keeps the whole of answers that are shortened.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public ToolExchange(ToolCall call, BoundRequest request, string requestId, CallDeadlines deadlines, IServiceScopeFactory scopes, AnswerKeeper keeper, CancellationToken cancellationToken)
    {
        var tool = call.Tool;
        CallerHeaders.Complete(call.Caller, tool, request);
        call.Preconditions?.Apply(request.Headers);
        _activity = CallActivity.Start(call);
        _deadline = deadlines.Start(tool.Timeout);
        // The deadline and a leaving caller cancel the same source, which is the exchange's RequestAborted.
        _leaving = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _deadline.Source);
        _scope = call.Caller is null ? scopes.CreateAsyncScope() : null;
        AnswerWindow? window = null;
        if (tool.Response.Paging is { } paging)
        {
            window = AnswerWindow.Take(request.Query, paging, out var query, out _); // the schema has checked the values
            request.Query = query;
        }

        var intake = new ResponseIntake(tool.Response, ShapeOf(call, request), call.Progress, call.Log) { Keeper = keeper };
        Response = new ResponseCollector(intake);
        Request = new CorridorRequest(tool, request, call.Caller, requestId, _scope?.ServiceProvider, _deadline.Source) { Call = call };
        Exchange = new ProxyExchange { Door = ExchangeDoor.Mcp, RequestId = requestId, ToolName = tool.Name, CallerRequest = call.Caller, SessionId = call.SessionId, Arguments = request.Context };
        if (call.ContextHandle is not null)
        {
            Exchange.Requested.Handle ??= call.ContextHandle;
        }

        call.Part?.Begin(Exchange);
        Request.Endpoint = call.Endpoint ?? tool.Endpoint;
        Context = new DefaultHttpContext(new CorridorFeatures(Request, Response, Exchange));
        intake.Exchange = Context;
        if (intake.Relay is { } relay)
        {
            Context.Features.Set(relay);
        }

        if (window is not null)
        {
            Context.Features.Set(window);
        }
    }

    public ProxyExchange Exchange { get; }

    public HttpContext Context { get; }

    public CorridorRequest Request { get; }

    public ResponseCollector Response { get; }

    public CancellationToken Aborted => _deadline.Source.Token;

    /// <summary>Whether the deadline passed, or the caller left, before the pipeline itself gave up.</summary>
    public bool EndedFromOutside => _deadline.Source.IsCancellationRequested && !Request.AbortedByPipeline;

    /// <summary>Says that somebody else now owns the body of the response.</summary>
    public void HandOverBody() => _handedOver = true;

    public ValueTask DisposeAsync()
    {
        if (!_handedOver)
        {
            Response.Sink?.Dispose();
        }

        Request.End();
        _activity?.SetTag("mcpproxy.status", Response.StatusCode);
        _activity?.Dispose();
        if (_scope is { } scope)
        {
            return EndAsync(scope);
        }

        Release();
        return default;
    }

    /// <summary>What is kept of the answer: what the call chose, or the tool says, in no more tokens than the call has.</summary>
    private static AnswerShape? ShapeOf(ToolCall call, BoundRequest request)
    {
        var response = call.Tool.Response;
        var shape = request.Shape ?? response.Shape;
        return call.MaxTokens is { } tokens ? (shape ?? AnswerShape.Untouched).Within(tokens, response.MaxBytes) : shape;
    }

    private async ValueTask EndAsync(AsyncServiceScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        _leaving.Dispose();
        _deadline.Dispose();
    }
}
