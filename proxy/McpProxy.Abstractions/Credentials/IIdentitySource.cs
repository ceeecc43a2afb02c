using Microsoft.AspNetCore.Http;

namespace McpProxy.Credentials;

/// <summary>Lists the identities of a caller. One for each token exchange that knows any.</summary>
public interface IIdentitySource
{
    /// <summary>Whether an identity decides about its region, so that no caller can choose another one.</summary>
    bool BindsRegion { get; }

    /// <summary>The identities that the caller's credential gives access to, in the provider's order. They are cached per caller.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <param name="refresh">Asks the provider even if the identities are known. Default false.</param>
    /// <exception cref="ProxyErrorException">The caller has no credential, or the provider refused it or could not be reached.</exception>
    ValueTask<IReadOnlyList<PartnerIdentity>> ListAsync(HttpContext context, bool refresh = false);
}
