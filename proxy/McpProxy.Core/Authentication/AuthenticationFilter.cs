using System.Net;
using McpProxy.Authentication.Challenges;
using McpProxy.Configuration;
using McpProxy.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Authentication;

/// <summary>
/// Makes every request known before anything else of the host sees it, so that endpoints of plugins and policies written in code
/// find the caller as well. It refuses nobody: that is for the doors, which know what is asked for.
/// </summary>
internal sealed partial class AuthenticationFilter(LiveConfig config, MetadataEndpoint metadata, McpProxyMetrics metrics, ILogger<AuthenticationFilter> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http => config.Current is { Access: { } access } snapshot ? RunAsync(http, snapshot, access, following) : following(http));
        next(app);
    };

    private Task RunAsync(HttpContext http, ConfigSnapshot snapshot, AccessModel access, RequestDelegate following)
    {
        if (metadata.IsAskedBy(http, snapshot, access))
        {
            return MetadataEndpoint.AnswerAsync(http, snapshot, access);
        }

        var known = CallerGate.EnsureAsync(http, access);
        return known.IsCompletedSuccessfully ? GoOnAsync(http, known.Result, following) : WaitAsync(http, known, following);
    }

    private async Task WaitAsync(HttpContext http, ValueTask<CallerResult> known, RequestDelegate following) => await GoOnAsync(http, await known, following);

    private Task GoOnAsync(HttpContext http, CallerResult known, RequestDelegate following)
    {
        if (known.Refusal is { } refusal)
        {
            metrics.CredentialRefused(refusal.IsTemporary);
            Log.Refused(logger, refusal.Description, http.Connection.RemoteIpAddress, http.TraceIdentifier);
        }

        return following(http);
    }

    private static partial class Log
    {
        [LoggerMessage(602, LogLevel.Debug, "A credential is refused: {Reason} (from {Address}, request {RequestId})")]
        public static partial void Refused(ILogger logger, string reason, IPAddress? address, string requestId);
    }
}
