using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>Who an authorization belongs to.</summary>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="User">The caller within the tenant: scheme and principal.</param>
/// <param name="IsAnonymous">Whether nobody was authenticated.</param>
/// <param name="IsVerified"><see cref="ExchangeCaller.IsVerified"/>.</param>
internal sealed record FlowOwner(string Tenant, string User, bool IsAnonymous, bool IsVerified)
{
    /// <summary>The owner of what a request does: of an exchange, or of a request to the proxy itself.</summary>
    public static FlowOwner Of(HttpContext context) => Of(ProxyExchange.Get(context)?.Caller ?? ExchangeCaller.Of(context));

    private static FlowOwner Of(ExchangeCaller caller) => new(caller.Tenant, $"{caller.Scheme}\n{caller.Principal}", caller.IsAnonymous, caller.IsVerified);
}
