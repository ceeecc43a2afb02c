using System.Collections.Frozen;
using McpProxy.Authentication.Policies;
using McpProxy.Configuration;
using McpProxy.Configuration.Binding;

namespace McpProxy.Authentication.Compilation;

/// <summary>Compiles the policies.</summary>
internal static class PolicyCompiler
{
    private const string Path = "McpProxy:Authorization:Policies";

    public static Dictionary<string, AccessPolicy> Compile(AuthorizationConfig config, AuthenticationConfig authentication, ConfigErrors errors)
    {
        var policies = new Dictionary<string, AccessPolicy>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, policy) in config.Policies)
        {
            Check(name, policy, authentication, errors);
            policies[name] = Compile(policy, authentication);
        }

        return policies;
    }

    private static AccessPolicy Compile(PolicyConfig policy, AuthenticationConfig authentication)
    {
        var principals = policy.Principals.ToLookup(p => SchemeOf(p, authentication) is not null);
        return new()
        {
            Scopes = [.. policy.Scopes.Distinct(StringComparer.Ordinal)],
            Claims = policy.Claims.ToFrozenDictionary(c => c.Key, c => c.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal),
            Principals = principals[false].ToFrozenSet(StringComparer.Ordinal),
            SchemePrincipals = [.. principals[true].Select(p => (SchemeOf(p, authentication)!, p[(p.IndexOf(':', StringComparison.Ordinal) + 1)..]))],
            Tenants = policy.Tenants.ToFrozenSet(StringComparer.Ordinal),
            Schemes = policy.Schemes.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The scheme that a principal is written with; null for a bare name, which may hold a colon as well.</summary>
    private static string? SchemeOf(string principal, AuthenticationConfig authentication) =>
        principal.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && authentication.Schemes.Keys.Contains(principal[..colon], StringComparer.OrdinalIgnoreCase)
            ? principal[..colon]
            : null;

    private static void Check(string name, PolicyConfig policy, AuthenticationConfig authentication, ConfigErrors errors)
    {
        var path = $"{Path}:{name}";
        if (AccessNames.IsBuiltIn(name))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{name}' has a meaning of its own.", "Call the policy something else; McpProxy:Authorization:Default names the policy of whatever names none.");
        }

        for (var i = 0; i < policy.Scopes.Count; i++)
        {
            AuthenticationChecks.CheckScope(policy.Scopes[i], $"{path}:Scopes:{i}", errors);
        }

        var schemes = authentication.Schemes.Keys.ToList();
        for (var i = 0; i < policy.Schemes.Count; i++)
        {
            if (!schemes.Contains(policy.Schemes[i], StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.UnknownName, $"{path}:Schemes:{i}", $"There is no authentication scheme '{policy.Schemes[i]}'.", UnknownKey.Suggest(policy.Schemes[i], schemes));
            }
        }
    }
}
