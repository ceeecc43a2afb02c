namespace McpProxy.Configuration.Loading;

/// <summary>Checks the values of the <c>Mcp</c> section that have a form of their own. Tools and toolsets are the tool compiler's.</summary>
internal static class McpChecks
{
    private const int MinKeyLength = 32;

    public static void Check(McpConfig mcp, ConfigErrors errors)
    {
        if (string.IsNullOrWhiteSpace(mcp.ServerInfo.Name))
        {
            errors.Add(ConfigErrorCodes.Missing, "Mcp:ServerInfo:Name", "The server's name is empty.", "Remove the key for 'mcpproxy'.");
        }

        if (mcp.ServerInfo.WebsiteUrl is { } url && !IsWebUrl(url))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, "Mcp:ServerInfo:WebsiteUrl", $"'{url}' is not an http or https URL.");
        }

        for (var i = 0; i < mcp.AllowedOrigins.Count; i++)
        {
            CheckOrigin(mcp.AllowedOrigins[i], $"Mcp:AllowedOrigins:{i}", errors);
        }

        for (var i = 0; i < mcp.AllowedHosts.Count; i++)
        {
            CheckHost(mcp.AllowedHosts[i], $"Mcp:AllowedHosts:{i}", errors);
        }

        for (var i = 0; i < mcp.RequestState.Keys.Count; i++)
        {
            CheckKey(mcp.RequestState.Keys[i], $"Mcp:RequestState:Keys:{i}", errors);
        }
    }

    private static void CheckKey(Secret key, string path, ConfigErrors errors)
    {
        if (key.HasValue && key.Reveal().Length < MinKeyLength)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"The key has fewer than {MinKeyLength} characters.", "Make one with 'openssl rand -base64 32'.");
        }
    }

    private static void CheckOrigin(string origin, string path, ConfigErrors errors)
    {
        if (origin == "*" || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{origin}' is not an origin.", "Write scheme://host[:port] without a path, or *.");
    }

    private static void CheckHost(string host, string path, ConfigErrors errors)
    {
        if (host != "*" && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{host}' is not a host name.", "Write a name or address without scheme and port, or *.");
        }
    }

    private static bool IsWebUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
