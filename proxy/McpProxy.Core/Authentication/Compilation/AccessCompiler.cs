using System.Net;
using McpProxy.Authentication.Challenges;
using McpProxy.Authentication.Schemes;
using McpProxy.Configuration;

namespace McpProxy.Authentication.Compilation;

/// <summary>Makes the access model of a configuration, and reports every mistake in it. Nothing outside is asked.</summary>
internal sealed class AccessCompiler(SchemeCompiler schemes)
{
    public const string Path = "McpProxy:Authentication";

    /// <param name="host">The host's keys of the <c>McpProxy</c> section.</param>
    /// <param name="mcp">The <c>Mcp</c> section.</param>
    /// <param name="isProduction">Whether the process runs in the Production environment.</param>
    /// <param name="errors">Collects every mistake.</param>
    /// <returns>The model; null when nobody is asked, or there were mistakes.</returns>
    public AccessModel? Compile(McpProxyConfig host, McpConfig mcp, bool isProduction, ConfigErrors errors)
    {
        if (host.Authentication is not { } authentication)
        {
            AccessNames.RefuseAll(host, mcp, errors);
            return null;
        }

        var before = errors.Count;
        var origin = CheckOrigin(authentication.PublicOrigin, errors);
        var address = new PublicAddress(origin, mcp.Path, [.. Networks(authentication.TrustedProxies, errors)]);
        AuthenticationChecks.Check(authentication, mcp, errors);
        var compiled = Compile(authentication, address, isProduction, errors);
        var authorization = host.Authorization ?? new AuthorizationConfig();
        var policies = PolicyCompiler.Compile(authorization, authentication, errors);
        AccessNames.Check(authorization, mcp, errors);
        CheckForwarded(compiled, mcp, errors);
        if (errors.Count > before)
        {
            return null;
        }

        string[] scopes = authentication.ScopesSupported.Count > 0
            ? [.. authentication.ScopesSupported]
            : [.. policies.Values.SelectMany(p => p.Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var metadata = new ResourceMetadata(authentication, mcp.ServerInfo.Title ?? mcp.ServerInfo.Name, AuthorizationServers.Of(authentication), scopes);
        return new AccessModel(compiled, policies, NullIfEmpty(authorization.Default), NullIfEmpty(mcp.Authorization), Challenges(authentication, compiled, address, metadata)) { Metadata = metadata };
    }

    private static string? NullIfEmpty(string? name) => string.IsNullOrEmpty(name) ? null : name;

    private List<CallerScheme> Compile(AuthenticationConfig config, PublicAddress address, bool isProduction, ConfigErrors errors)
    {
        if (config.Schemes.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{Path}:Schemes", "There is no scheme, so that nobody could come in.", "Add one, or remove the section to let everybody in.");
        }

        return [.. config.Schemes
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => schemes.Compile(s.Key, s.Value, $"{Path}:Schemes:{s.Key}", address, isProduction, errors))
            .OfType<CallerScheme>()];
    }

    private static ChallengeWriter Challenges(AuthenticationConfig config, List<CallerScheme> schemes, PublicAddress address, ResourceMetadata metadata)
    {
        var takesBearer = schemes.Exists(s => s.ReadsAuthorization);
        string[] others = [.. schemes.Where(s => !s.ReadsAuthorization && s.Headers.Count > 0).Select(s => $"{config.Schemes[s.Name].Kind} header=\"{s.Headers[0]}\"")];
        return new ChallengeWriter(address, NullIfEmpty(config.Realm), takesBearer || others.Length == 0, metadata.Exists, others);
    }

    private static Uri? CheckOrigin(Uri? origin, ConfigErrors errors)
    {
        if (origin is null)
        {
            return null;
        }

        var isWeb = origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && origin.IsLoopback);
        if (isWeb && origin is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" })
        {
            return origin;
        }

        errors.Add(ConfigErrorCodes.InvalidValue, $"{Path}:PublicOrigin", $"'{origin.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped)}' is not the origin of a protected API.", "Write https://host[:port] without a path; http only for a loopback name.");
        return null;
    }

    private static IEnumerable<IPNetwork> Networks(IReadOnlyList<string> texts, ConfigErrors errors)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (IPNetwork.TryParse(texts[i], out var network))
            {
                yield return network;
            }
            else if (IPAddress.TryParse(texts[i], out var address))
            {
                yield return new IPNetwork(address, address.GetAddressBytes().Length * 8);
            }
            else
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{Path}:TrustedProxies:{i}", $"'{texts[i]}' is neither an address nor a network.", "Write e.g. '10.0.0.7' or '10.0.0.0/8'.");
            }
        }
    }

    /// <summary>A credential that the proxy itself takes never goes upstream, listed or not (design invariant 1).</summary>
    private static void CheckForwarded(List<CallerScheme> schemes, McpConfig mcp, ConfigErrors errors)
    {
        var headers = schemes.SelectMany(s => s.Headers).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Check(mcp.ForwardHeaders, "Mcp:ForwardHeaders");
        foreach (var (name, tool) in mcp.Tools)
        {
            Check(tool.ForwardHeaders, $"Mcp:Tools:{name}:ForwardHeaders");
        }

        foreach (var (name, resource) in mcp.Resources)
        {
            Check(resource.ForwardHeaders, $"Mcp:Resources:{name}:ForwardHeaders");
        }

        void Check(IReadOnlyList<string> names, string path)
        {
            foreach (var i in Enumerable.Range(0, names.Count).Where(i => headers.Contains(names[i]) && !names[i].Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
            {
                errors.Add(ConfigErrorCodes.CredentialHeader, $"{path}:{i}", $"'{names[i]}' holds a credential of {AccessCompiler.Path}, which goes no further than the proxy.", "Give the upstream its own credential with a transform on the route.");
            }
        }
    }
}
