using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Loading;

/// <summary>
/// Checks ASP.NET Core's <c>AllowedHosts</c>, which the host filtering reads: a list in place of a text would be taken for
/// "any host", and a name with a port or a scheme matches no request.
/// </summary>
internal static class AllowedHostsCheck
{
    private const string Key = "AllowedHosts";

    /// <param name="configuration">The whole configuration.</param>
    /// <param name="origin">Where clients are told to come to; null for wherever they are.</param>
    /// <param name="errors">Collects the mistakes.</param>
    public static void Check(IConfiguration configuration, Uri? origin, ConfigErrors errors)
    {
        var section = configuration.GetSection(Key);
        if (section.GetChildren().Any())
        {
            errors.Add(ConfigErrorCodes.WrongType, Key, "Expected one text, got several values.", "Write the names separated by semicolons: 'example.com;*.example.org'.");
            return;
        }

        var hosts = (section.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (origin is not null && hosts.Length > 0 && !hosts.Any(h => Admits(h, origin.Host)))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, Key, $"Clients are told by PublicOrigin to come to '{origin.Host}', which is not among these.", $"Add '{origin.Host}', separated by a semicolon.");
        }

        foreach (var host in hosts)
        {
            if (!IsHost(host))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, Key, $"'{host}' is not a host name.", "Write names without scheme and port, separated by semicolons; *.example.org for all below a name, * for any.");
            }
        }
    }

    private static bool Admits(string allowed, string host) =>
        allowed == "*"
        || host.Equals(allowed, StringComparison.OrdinalIgnoreCase)
        || (allowed.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase));

    private static bool IsHost(string host) =>
        host == "*" || Uri.CheckHostName((host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host).Trim('[', ']')) != UriHostNameType.Unknown;
}
