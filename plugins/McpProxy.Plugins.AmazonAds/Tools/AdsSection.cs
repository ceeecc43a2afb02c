using McpProxy.Context;
using McpProxy.Credentials;
using McpProxy.Regions;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>One section of the configuration at work: what its tools have in common.</summary>
/// <param name="options">The section.</param>
/// <param name="path">Where it stands.</param>
/// <param name="profiles">Lists profiles through the section's route.</param>
/// <param name="services">Shared with other sections.</param>
internal sealed class AdsSection(AmazonAdsOptions options, string path, IRouteCall profiles, Lazy<AdsServices> services)
{
    public AmazonAdsOptions Options => options;

    public string Path => path;

    public IRouteCall Profiles => profiles;

    public AdsServices Services => services.Value;

    /// <summary>The identities of callers; null when their credential is for one account.</summary>
    public IIdentitySource? Identities => options.TokenExchange is { } name ? Services.Identities?.Find(name) : null;

    /// <summary>The regions of the route; null when it is not routed by region.</summary>
    public IRegionMap? Regions => Services.Regions?.OfRoute(options.ProfilesRoute);

    /// <summary>The provider that callers authorize at; null for none.</summary>
    public IAuthorizationFlow? Flow => options.OAuth is { } name ? Services.Flows?.Find(name) : null;

    /// <summary>What a call of the route would run in now.</summary>
    /// <param name="call">The call of the tool.</param>
    /// <param name="context">What differs from the call's own context; default nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProxyErrorException">It could not run.</exception>
    public ValueTask<ProxyExchange> ResolveAsync(PluginToolCall call, RequestedContext? context, CancellationToken cancellationToken) =>
        profiles.ResolveAsync(call, context: context, cancellationToken: cancellationToken);

    /// <summary>As <see cref="ResolveAsync"/>; when that fails, what is known without credentials, and why it failed.</summary>
    public async ValueTask<(ProxyExchange Exchange, ProxyError? Error)> TryResolveAsync(PluginToolCall call, RequestedContext? context, CancellationToken cancellationToken)
    {
        try
        {
            return (await ResolveAsync(call, context, cancellationToken), null);
        }
        catch (ProxyErrorException failure)
        {
            return (call.Exchange, failure.Error);
        }
    }

    /// <summary>Changes what the caller has chosen.</summary>
    public ValueTask<CurrentContext> ChangeAsync(PluginToolCall call, Func<CallContext, CallContext> change) =>
        Services.Contexts.ChangeAsync(call.HttpContext, change);

    /// <summary>What a call would say that is to run in a choice just made; a session has it already.</summary>
    public static RequestedContext? After(CurrentContext current) =>
        current.Source == ContextSource.Handle ? new RequestedContext { Handle = current.Handle } : null;
}
