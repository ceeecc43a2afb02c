using System.Diagnostics;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Engines;

/// <summary>The caller's trace: from the HTTP headers when they carry one, else from <c>_meta</c> (SEP-414).</summary>
internal static class TraceContext
{
    /// <returns>The context in <c>_meta</c>; default when the headers have one or nobody sent any.</returns>
    public static ActivityContext Read(Envelope envelope, HttpContext? caller)
    {
        if (!envelope.TraceParent.IsString || caller?.Request.Headers.ContainsKey("traceparent") == true)
        {
            return default;
        }

        var state = envelope.TraceState.IsString ? envelope.TraceState.GetString() : null;
        return ActivityContext.TryParse(envelope.TraceParent.GetString(), state, isRemote: true, out var context) ? context : default;
    }
}
