using McpProxy.Configuration;

namespace McpProxy.Host.Hosting;

/// <summary>
/// The layers of the configuration; later ones win:
/// defaults → files (those of the command line, else the sample) → <c>ASPNETCORE_</c> variables → variables → <c>--urls</c>;
/// for what stands in no file: defaults → files → that.
/// </summary>
internal static class ConfigLayers
{
    /// <summary>Where a host listens that is not told otherwise.</summary>
    public const string DefaultUrls = "http://localhost:8000";

    /// <summary>The sample configuration: routes and tools in front of the embedded simulator.</summary>
    private const string SampleFile = "config/appsettings.json";

    private static readonly string[] _whereToListen = ["urls", "http_ports", "https_ports"];

    private static readonly Dictionary<string, string?> _defaults = new()
    {
        // The frameworks speak of every single request at Information.
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Yarp"] = "Warning",
        // Why a start failed is what the command prints; the host would add its stack trace.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting"] = "Critical",
    };

    public static void AddTo(ConfigurationManager configuration, HostSettings settings, bool watchFiles)
    {
        configuration.AddInMemoryCollection(_defaults);
        foreach (var file in settings.Inline is null ? settings.ConfigFiles.DefaultIfEmpty(FindSample()) : settings.ConfigFiles)
        {
            configuration.AddMcpProxyFile(file, optional: false, reloadOnChange: watchFiles);
        }

        if (settings.Inline is { } json)
        {
            // Its outcome is to be the same wherever it is run.
            configuration.AddJsonStream(new MemoryStream(json));
            return;
        }

        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables();
        if (settings.Urls is not null)
        {
            configuration.AddInMemoryCollection([new("urls", settings.Urls)]);
        }
        else if (!Array.Exists(_whereToListen, key => !string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            configuration.AddInMemoryCollection([new("urls", DefaultUrls)]);
        }
    }

    /// <summary>What a command without configuration files goes by: how it logs.</summary>
    public static void AddWithoutFilesTo(ConfigurationManager configuration)
    {
        configuration.AddInMemoryCollection(_defaults);
        configuration.AddEnvironmentVariables();
    }

    /// <summary>The sample of the working directory, so that it can be edited in a clone or mounted in a container; else the one that ships.</summary>
    private static string FindSample() =>
        File.Exists(SampleFile) ? SampleFile : Path.Combine(AppContext.BaseDirectory, SampleFile);
}
