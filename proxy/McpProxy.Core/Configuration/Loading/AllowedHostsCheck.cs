using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Loading;

/// <summary>
/// Checks ASP.NET Core's <c>AllowedHosts</c>, which the host filtering reads: a list in place of a text would be taken for
/// "any host", and a name with a port or a scheme matches no request.
/// </summary>
internal static class AllowedHostsCheck
{
    private const string Key = "AllowedHosts";

    public static void Check(IConfiguration configuration, ConfigErrors errors)
    {
        var section = configuration.GetSection(Key);
        if (section.GetChildren().Any())
        {
            errors.Add(ConfigErrorCodes.WrongType, Key, "Expected one text, got several values.", "Write the names separated by semicolons: 'example.com;*.example.org'.");
            return;
        }

        foreach (var host in (section.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsHost(host))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, Key, $"'{host}' is not a host name.", "Write names without scheme and port, separated by semicolons; *.example.org for all below a name, * for any.");
            }
        }
    }

    private static bool IsHost(string host) =>
        host == "*" || Uri.CheckHostName((host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host).Trim('[', ']')) != UriHostNameType.Unknown;
}
