using McpProxy.Telemetry;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Dispatch;

/// <summary>
/// What the corridor's request carries besides the tool's own headers: the caller's host, the headers the operator listed,
/// the affinity key that this proxy gave the caller, and ordinary defaults. Nothing else of the caller's passes.
/// </summary>
internal static class CallerHeaders
{
    private static readonly string UserAgent = "mcpproxy/" + McpProxyTelemetry.Version;

    /// <summary>Completes the headers of a request and puts them in the order of the wire.</summary>
    public static void Complete(HttpContext? caller, ToolBinding tool, BoundRequest request)
    {
        Copy(caller, tool, request);
        request.ArrangeHeaders(tool.HeaderOrder);
        if (caller is not null)
        {
            AffinityRelay.CopyIn(caller, tool, request.Headers);
        }
    }

    private static void Copy(HttpContext? caller, ToolBinding tool, BoundRequest request)
    {
        var headers = request.Headers;
        if (caller is not null)
        {
            headers.Host = caller.Request.Headers.Host;
            foreach (var name in tool.ForwardHeaders)
            {
                if (!headers.ContainsKey(name) && caller.Request.Headers.TryGetValue(name, out var value))
                {
                    headers[name] = value;
                }
            }
        }

        if (headers.Accept.Count == 0)
        {
            headers.Accept = "application/json, */*;q=0.8";
        }

        if (headers.UserAgent.Count == 0)
        {
            headers.UserAgent = UserAgent;
        }

        if (request.Body is not null)
        {
            headers.ContentLength = request.BodyLength;
            headers[HeaderNames.ContentType] = request.ContentType;
        }
    }
}
