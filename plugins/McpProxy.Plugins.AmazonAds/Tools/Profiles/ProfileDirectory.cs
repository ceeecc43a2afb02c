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
            exchange.Caller.CredentialFingerprint,
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

    private async ValueTask<DateTimeOffset?> AuthorizedAtAsync(PluginToolCall call) =>
        section.Flow is { } flow ? (await flow.GetStatusAsync(call.HttpContext)).IssuedAt : null;
}
