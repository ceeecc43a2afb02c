using McpProxy.Authentication.Challenges;
using McpProxy.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication;

/// <summary>
/// Makes every request known before anything else of the host sees it, so that endpoints of plugins and policies written in code
/// find the caller as well. It refuses nobody: that is for the doors, which know what is asked for.
/// </summary>
internal sealed class AuthenticationFilter(LiveConfig config, MetadataEndpoint metadata) : IStartupFilter
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
        return known.IsCompletedSuccessfully ? following(http) : WaitAsync(http, known, following);
    }

    private static async Task WaitAsync(HttpContext http, ValueTask<CallerResult> known, RequestDelegate following)
    {
        await known;
        await following(http);
    }
}
