using System.Collections.Frozen;
using System.Security.Claims;

namespace McpProxy.Authentication.Schemes;

/// <summary>Makes the callers of one scheme.</summary>
/// <param name="scheme">Its name.</param>
/// <param name="tenant">The tenant of callers who bring none.</param>
/// <param name="scopes">Scopes that all of its callers have.</param>
internal sealed class CallerFactory(string scheme, string? tenant, IReadOnlyList<string> scopes)
{
    public const string TenantClaim = "tenant";

    private const string SubjectClaim = "sub";
    private const string ScopeClaim = "scope";
    private const string RoleClaim = "roles";

    /// <summary>A caller without further conditions; see <see cref="CallerTraits"/> for those.</summary>
    public AuthenticatedCaller Create(string principal, CallerTraits traits)
    {
        var ofTenant = traits.Tenant ?? tenant ?? "";
        var granted = scopes.Concat(traits.Scopes).ToFrozenSet(StringComparer.Ordinal);
        var claims = new List<Claim>(traits.Claims.Where(c => c.Type != ScopeClaim));
        AddUnlessThere(claims, SubjectClaim, principal);
        if (ofTenant.Length > 0)
        {
            AddUnlessThere(claims, TenantClaim, ofTenant);
        }

        claims.AddRange(granted.Select(s => new Claim(ScopeClaim, s)));
        // An identity without a type is not authenticated: policies of the host's own code do not take an unproved caller for somebody.
        var authenticatedBy = traits.IsVerified ? scheme : null;
        return new AuthenticatedCaller
        {
            Exchange = new ExchangeCaller { Scheme = scheme, Tenant = ofTenant, Principal = principal, CredentialFingerprint = traits.Fingerprint, IsVerified = traits.IsVerified, HasAccessToken = traits.HasAccessToken },
            User = new ClaimsPrincipal(new ClaimsIdentity(claims, authenticatedBy, SubjectClaim, RoleClaim)),
            Name = traits.Name ?? principal,
            Scopes = granted,
            IsVerified = traits.IsVerified,
            Expires = traits.Expires,
            Toolset = traits.Toolset,
        };
    }

    private static void AddUnlessThere(List<Claim> claims, string type, string value)
    {
        if (!claims.Exists(c => c.Type == type))
        {
            claims.Add(new Claim(type, value));
        }
    }
}
