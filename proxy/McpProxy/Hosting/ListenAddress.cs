using System.Net;
using McpProxy.Configuration;

namespace McpProxy.Host.Hosting;

/// <summary>Checks addresses to listen on before the server does, whose complaints name neither the address nor a remedy.</summary>
internal static class ListenAddress
{
    private const string Example = "Write e.g. http://127.0.0.1:8000.";

    /// <summary>The addresses of a configuration, from <c>Urls</c> or <c>--urls</c>. Those of <c>Kestrel:Endpoints</c> are Kestrel's.</summary>
    public static IEnumerable<ConfigError> Check(IConfiguration configuration) =>
        from url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let problem = Problem(url)
        where problem is not null
        select new ConfigError(ConfigErrorCodes.InvalidValue, "Urls", problem);

    /// <returns>What is wrong with one address and how to mend it, or null.</returns>
    public static string? Problem(string url)
    {
        if (!TryParse(url, out var address) || address.Scheme is not ("http" or "https"))
        {
            return $"'{url}' is no address to listen on. {Example}";
        }

        // What the server does not understand it takes for a name, and listens everywhere.
        if (!address.IsUnixPipe && !address.IsNamedPipe && !IsHost(address.Host))
        {
            return $"'{url}' is no address to listen on. {Example}";
        }

        if (address.PathBase.Length > 0)
        {
            return $"'{url}' has a path; the proxy listens at the root, and routes have paths. {Example}";
        }

        return address.IsUnixPipe || address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? null
            : $"'{url}' has a port outside {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}. {Example}";
    }

    private static bool IsHost(string host) =>
        host is "*" or "+" || IPAddress.TryParse(host, out _) || (Uri.CheckHostName(host) == UriHostNameType.Dns && host.Any(c => c != '.' && !char.IsAsciiDigit(c)));

    private static bool TryParse(string url, out BindingAddress address)
    {
        try
        {
            address = BindingAddress.Parse(url);
            return true;
        }
        catch (FormatException)
        {
            address = null!;
            return false;
        }
    }
}
