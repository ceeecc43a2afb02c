using McpProxy.Configuration;

namespace McpProxy.Authentication.Compilation;

/// <summary>Checks what of the section does not belong to one scheme. A client would stumble over it, or be locked out.</summary>
internal static class AuthenticationChecks
{
    public static void Check(AuthenticationConfig config, McpConfig mcp, ConfigErrors errors)
    {
        if (config.Realm is { } realm && !realm.All(c => c is >= ' ' and <= '~' and not '"' and not '\\'))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{AccessCompiler.Path}:Realm", "The realm has characters that a challenge cannot hold.", "Use printable ASCII without quotes and backslashes.");
        }

        for (var i = 0; i < config.AuthorizationServers.Count; i++)
        {
            CheckServer(config.AuthorizationServers[i], $"{AccessCompiler.Path}:AuthorizationServers:{i}", errors);
        }

        for (var i = 0; i < config.ScopesSupported.Count; i++)
        {
            CheckScope(config.ScopesSupported[i], $"{AccessCompiler.Path}:ScopesSupported:{i}", errors);
        }

        if (config.PublicOrigin is { } origin && mcp.AllowedHosts.Count > 0 && !mcp.AllowedHosts.Any(h => h == "*" || h.Equals(origin.Host, StringComparison.OrdinalIgnoreCase)))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{AccessCompiler.Path}:PublicOrigin", $"Clients are told to come to '{origin.Host}', where Mcp:AllowedHosts refuses them.", $"Add '{origin.Host}' to Mcp:AllowedHosts.");
        }
    }

    /// <summary>RFC 6749, section 3.3; <c>offline_access</c> is between the client and its authorization server (2025-11-25, basic/authorization).</summary>
    public static void CheckScope(string scope, string path, ConfigErrors errors)
    {
        if (scope.Length == 0 || !scope.All(c => c is >= '!' and <= '~' and not '"' and not '\\'))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{scope}' is not a scope.", "A scope is printable ASCII without spaces, quotes and backslashes; write several as a list.");
        }
        else if (scope == "offline_access")
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, "'offline_access' is no scope of this API.", "Remove it: clients ask their authorization server for it themselves.");
        }
    }

    /// <summary>An issuer (RFC 8414, section 2).</summary>
    public static void CheckServer(Uri url, string path, ConfigErrors errors)
    {
        if (!IsSecure(url) || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{url.GetLeftPart(UriPartial.Path)}' is not the URL of an issuer.", "Write an https URL without query and fragment; http only for a loopback name.");
        }
    }

    /// <summary>Whether nobody between can change what it says.</summary>
    public static bool IsSecure(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
