using McpProxy.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace McpProxy.Dispatch;

/// <summary>
/// Session affinity through the MCP door: the key that YARP gives out (a cookie or a header of its own) is handed to the
/// MCP caller on the HTTP response and taken back from its next request, as on the HTTP door. Other cookies do not pass.
/// </summary>
internal static class AffinityRelay
{
    public static void CopyIn(HttpContext caller, ToolBinding tool, IHeaderDictionary headers)
    {
        if (ConfigOf(tool.Endpoint) is not { } affinity)
        {
            return;
        }

        if (!IsCookie(affinity))
        {
            if (caller.Request.Headers.TryGetValue(affinity.AffinityKeyName, out var key))
            {
                headers[affinity.AffinityKeyName] = key;
            }
        }
        else if (caller.Request.Cookies[affinity.AffinityKeyName] is { } cookie)
        {
            var pair = $"{affinity.AffinityKeyName}={Uri.EscapeDataString(cookie)}";
            headers.Cookie = StringValues.IsNullOrEmpty(headers.Cookie) ? pair : $"{headers.Cookie}; {pair}";
        }
    }

    public static void CopyBack(HttpContext? caller, HttpContext exchange, IHeaderDictionary headers)
    {
        if (caller is null || caller.Response.HasStarted || ConfigOf(exchange.GetEndpoint()) is not { } affinity)
        {
            return;
        }

        try
        {
            Append(caller, headers, affinity);
        }
        catch (InvalidOperationException)
        {
            // The answer became a stream in this moment: its headers have left, and the next call finds its own destination.
        }
    }

    private static void Append(HttpContext caller, IHeaderDictionary headers, SessionAffinityConfig affinity)
    {
        if (!IsCookie(affinity))
        {
            if (headers.TryGetValue(affinity.AffinityKeyName, out var key))
            {
                caller.Response.Headers[affinity.AffinityKeyName] = key;
            }

            return;
        }

        foreach (var cookie in headers.SetCookie)
        {
            if (cookie?.StartsWith(affinity.AffinityKeyName + "=", StringComparison.Ordinal) == true)
            {
                caller.Response.Headers.Append("Set-Cookie", cookie);
            }
        }
    }

    private static SessionAffinityConfig? ConfigOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<RouteModel>()?.Cluster?.Model.Config.SessionAffinity is { Enabled: true } affinity ? affinity : null;

    private static bool IsCookie(SessionAffinityConfig affinity) =>
        !string.Equals(affinity.Policy, SessionAffinityConstants.Policies.CustomHeader, StringComparison.OrdinalIgnoreCase);
}
