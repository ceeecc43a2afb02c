using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>Lists the profiles of a caller through the section's route, or from the cache.</summary>
internal sealed class ProfileDirectory(AdsSection section)
{
    /// <summary>The profiles that a call can use.</summary>
    /// <param name="call">The call of the tool.</param>
    /// <param name="context">What differs from the call's own context; default nothing.</param>
    /// <param name="refresh">Asks the upstream even if they are known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProxyErrorException">They cannot be had.</exception>
    public async ValueTask<ProfileView> GetAsync(PluginToolCall call, RequestedContext? context, bool refresh, CancellationToken cancellationToken)
    {
        var (exchange, services) = (call.Exchange, section.Services);
        var chosen = (await services.Contexts.GetAsync(call.HttpContext)).Chosen;
        var key = new ProfileKey(
            section.Path,
            exchange.Caller.Key,
            await CredentialOfAsync(call, context, cancellationToken),
            await AuthorizedAtAsync(call),
            context?.Identity ?? exchange.Identity ?? "",
            context?.Region ?? exchange.Region ?? "",
            string.Join(',', chosen.Countries.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));
        return await services.Profiles.GetAsync(key, FetchAsync, section.Options.ProfilesLifetime, refresh, cancellationToken);

        async ValueTask<ProfileSnapshot> FetchAsync(CancellationToken cancelled)
        {
            var answer = await section.Profiles.SendAsync(call, context: context, cancellationToken: cancelled);
            return new ProfileSnapshot(ProfileReader.Read(answer.Body), answer.Exchange.Identity, services.Time.GetUtcNow());
        }
    }

    /// <summary>Forgets what is cached for the caller.</summary>
    public void Forget(PluginToolCall call) => section.Services.Profiles.Forget(section.Path, call.Exchange.Caller.Key);

    /// <summary>
    /// The credential that the route would run with. The route itself is asked each time, as it knows where the credential stands,
    /// and whoever it lets in no more gets no list out of the cache either.
    /// </summary>
    private async ValueTask<string> CredentialOfAsync(PluginToolCall call, RequestedContext? context, CancellationToken cancellationToken)
    {
        try
        {
            return (await section.Profiles.ResolveAsync(call, context: context, cancellationToken: cancellationToken)).CredentialFingerprint;
        }
        catch (ProxyErrorException failure) when (failure.Error.Retryable)
        {
            // A token server is away. What was listed with this credential, or with none of the caller's, may be old, and is found;
            // lists of credentials in other headers are kept under those and are not.
            return call.Exchange.Caller.CredentialFingerprint;
        }
    }

    private async ValueTask<DateTimeOffset?> AuthorizedAtAsync(PluginToolCall call) =>
        section.Flow is { } flow ? (await flow.GetStatusAsync(call.HttpContext)).IssuedAt : null;
}
