using McpProxy.Inbound;
using McpProxy.Mcp.Wire;
using McpProxy.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Http;

/// <summary>Stands around every endpoint of MCP over HTTP. Every failure is a JSON-RPC error; none shows what went wrong inside.</summary>
internal sealed partial class RequestGuard(ILogger<RequestGuard> logger)
{
    private const string RequestId = "X-Request-Id";

    /// <summary>Handles a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="state">What the handler needs; it is passed on, so that the handler can be static and nothing is allocated for it.</param>
    /// <param name="handle">The handler.</param>
    /// <typeparam name="TState">Mostly the endpoint itself.</typeparam>
    public async Task RunAsync<TState>(HttpContext http, TState state, Func<TState, HttpContext, ValueTask> handle)
    {
        // The same id is in the log and in the errors of this request (ToolInvoker).
        http.Response.Headers[RequestId] = http.TraceIdentifier;
        try
        {
            await handle(state, http);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to tell.
        }
        catch (BadHttpRequestException exception)
        {
            Fail(http, McpFault.InvalidRequest("the HTTP request is malformed, too large or too slow.", exception.StatusCode));
        }
        catch (BodyDidNotArriveException)
        {
            // After an answer the server would wait for the rest itself before it closed the connection.
            http.Abort();
        }
        catch (StateUnavailableException exception)
        {
            Log.StateUnavailable(logger, exception.Message, http.TraceIdentifier);
            Fail(http, McpFault.StateUnavailable);
        }
        catch (Exception exception)
        {
            Log.RequestFailed(logger, exception);
            Fail(http, McpFault.Internal);
        }
    }

    private static void Fail(HttpContext http, McpFault fault)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        // What the handler had meant to answer goes; what a browser needs to be shown the error stays.
        var headers = http.Response.Headers;
        var (id, vary, origin, exposed) = (headers[RequestId], headers.Vary, headers.AccessControlAllowOrigin, headers.AccessControlExposeHeaders);
        http.Response.Clear();
        (headers[RequestId], headers.Vary, headers.AccessControlAllowOrigin, headers.AccessControlExposeHeaders) = (id, vary, origin, exposed);
        HttpFaults.Write(http, fault);
    }

    private static partial class Log
    {
        [LoggerMessage(400, LogLevel.Error, "An MCP request failed inside the proxy; the caller was told only that it failed.")]
        public static partial void RequestFailed(ILogger logger, Exception exception);

        [LoggerMessage(406, LogLevel.Warning, "An MCP request needs state that cannot be had: {Reason} The caller was told to try again (request {RequestId}).")]
        public static partial void StateUnavailable(ILogger logger, string reason, string requestId);
    }
}
