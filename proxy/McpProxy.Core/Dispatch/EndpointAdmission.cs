using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Hosting;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>Does for endpoints of plugins what the HTTP door does for routes before their preparations.</summary>
internal sealed class EndpointAdmission(LiveConfig config, ContextResolution contexts) : IEndpointAdmission
{
    private static readonly ContextDefaults _noDefaults = ContextDefaults.Of(route: null);

    public async ValueTask<ProxyExchange?> AdmitAsync(HttpContext context, string? policy)
    {
        ArgumentNullException.ThrowIfNull(context);
        var exchange = Corridor.Begin(context);
        if (config.Current.Access is { } access)
        {
            var caller = await CallerGate.EnsureAsync(context, access);
            if (access.Challenges.Check(context, access, caller, access.RuleOf(policy, provesCaller: false)) is { } challenge)
            {
                context.Response.Headers.WWWAuthenticate = challenge.WwwAuthenticate;
                await ProblemWriter.RefuseAsync(context, challenge.ToError());
                return null;
            }
        }

        try
        {
            ReservedHeaders.Take(context.Request.Headers, exchange);
            await contexts.ResolveAsync(context, exchange, _noDefaults);
        }
        catch (ProxyErrorException failure)
        {
            exchange.Fail(context, failure.Error);
        }

        if (exchange.Error is not { } error)
        {
            return exchange;
        }

        await ProblemWriter.RefuseAsync(context, error);
        return null;
    }

    public Task RefuseAsync(HttpContext context, ProxyError error) => ProblemWriter.RefuseAsync(context, error);
}
