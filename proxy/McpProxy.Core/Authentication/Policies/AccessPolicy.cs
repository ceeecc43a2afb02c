using System.Collections.Frozen;
using System.Collections.Immutable;

namespace McpProxy.Authentication.Policies;

/// <summary>A policy, compiled.</summary>
internal sealed class AccessPolicy
{
    /// <summary>Any caller who is known.</summary>
    public static AccessPolicy Known { get; } = new();

    /// <summary>All of them; also what a caller is told to ask for.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>Values by type of claim; an empty set takes any value.</summary>
    public FrozenDictionary<string, FrozenSet<string>> Claims { get; init; } = FrozenDictionary<string, FrozenSet<string>>.Empty;

    /// <summary>Names of any scheme. Any caller when this and <see cref="SchemePrincipals"/> are empty.</summary>
    public FrozenSet<string> Principals { get; init; } = [];

    /// <summary>Names of one scheme each; schemes in any case.</summary>
    public ImmutableArray<(string Scheme, string Name)> SchemePrincipals { get; init; } = [];

    /// <summary>Empty for any.</summary>
    public FrozenSet<string> Tenants { get; init; } = [];

    /// <summary>Empty for any.</summary>
    public FrozenSet<string> Schemes { get; init; } = [];

    /// <param name="caller">The caller.</param>
    /// <param name="provesCaller">Whether the caller's credential will prove itself before the upstream is called.</param>
    public bool IsMetBy(AuthenticatedCaller caller, bool provesCaller) =>
        IsMetButForScopes(caller, provesCaller) && Scopes.All(caller.Scopes.Contains);

    /// <summary>Whether more scopes are all that the caller may lack.</summary>
    public bool IsMetButForScopes(AuthenticatedCaller caller, bool provesCaller)
    {
        var scheme = caller.Exchange.Scheme;
        return (caller.IsVerified || provesCaller || Schemes.Contains(scheme))
            && (Schemes.Count == 0 || Schemes.Contains(scheme))
            && (Tenants.Count == 0 || Tenants.Contains(caller.Exchange.Tenant))
            && IsPrincipal(caller)
            && Claims.All(c => caller.User.FindAll(c.Key).Any(found => c.Value.Count == 0 || c.Value.Contains(found.Value)));
    }

    private bool IsPrincipal(AuthenticatedCaller caller) =>
        (Principals.Count == 0 && SchemePrincipals.IsEmpty)
        || Principals.Contains(caller.Name)
        || Principals.Contains(caller.Exchange.Principal)
        || SchemePrincipals.Any(p => p.Scheme.Equals(caller.Exchange.Scheme, StringComparison.OrdinalIgnoreCase) && (p.Name == caller.Name || p.Name == caller.Exchange.Principal));
}
