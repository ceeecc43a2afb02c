using McpProxy.Configuration;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Plugins.AmazonAds.Downloads.Options;

/// <summary>Describes and checks <c>McpProxy:Downloads</c>.</summary>
/// <param name="configuration">What is being checked.</param>
internal sealed class DownloadsSection(ICandidateConfiguration configuration) : ISectionDescriptor
{
    public const string Path = "McpProxy:Downloads";

    private const string PublicOriginKey = "McpProxy:Authentication:PublicOrigin";

    public string Key => "Downloads";

    public string Description => "Files of exports that callers let the proxy fetch and keep; see docs/downloads.md.";

    public Type OptionsType => typeof(DownloadsOptions);

    public bool IsMap => false;

    /// <summary>Whether a configuration has the section.</summary>
    public static bool IsIn(IConfiguration configuration) => configuration.GetSection(Path).Exists();

    /// <summary>The origin under which callers reach the proxy; null when it is not configured.</summary>
    public static Uri? OriginOf(DownloadsOptions options, IConfiguration configuration) =>
        options.PublicOrigin ?? (Uri.TryCreate(configuration[PublicOriginKey], UriKind.Absolute, out var origin) ? origin : null);

    public void Validate(object options, string path, ConfigErrors errors)
    {
        var downloads = (DownloadsOptions)options;
        CheckHosts(downloads, path, errors);
        CheckPolicy(downloads.Authorization, path, errors);
        foreach (var (port, i) in downloads.AllowedPorts.Select((p, i) => (p, i)).Where(p => p.p is < 1 or > 65535))
        {
            errors.Add(ConfigErrorCodes.OutOfRange, $"{path}:{nameof(downloads.AllowedPorts)}:{i}", $"{port} is not a port.", "Write a number from 1 to 65535.");
        }

        if (downloads.MaxProfileBytes < downloads.MaxFileBytes)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(downloads.MaxProfileBytes)}", "It is less than one file may have.", $"Write at least {nameof(downloads.MaxFileBytes)}, {downloads.MaxFileBytes}.");
        }

        if (downloads.MaxTotalBytes < downloads.MaxProfileBytes)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(downloads.MaxTotalBytes)}", "It is less than one profile may have.", $"Write at least {nameof(downloads.MaxProfileBytes)}, {downloads.MaxProfileBytes}.");
        }

        if (downloads.PublicOrigin is { } origin && !(origin.IsAbsoluteUri && origin.Scheme is "http" or "https" && origin.PathAndQuery == "/" && origin is { Fragment.Length: 0, UserInfo.Length: 0 }))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(downloads.PublicOrigin)}", "It is not an origin.", "Write scheme, host and port only, e.g. https://mcp.example.com.");
        }
    }

    private static void CheckHosts(DownloadsOptions downloads, string path, ConfigErrors errors)
    {
        for (var i = 0; i < downloads.AllowedHosts.Count; i++)
        {
            var host = downloads.AllowedHosts[i];
            if (Uri.CheckHostName(host.StartsWith('.') ? host[1..] : host) == UriHostNameType.Unknown || host.Contains('*'))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(downloads.AllowedHosts)}:{i}", $"'{host}' is not the name of a host.", "Write a name without scheme and port, e.g. files.example.com, or .example.com for all names that end so.");
            }
        }
    }

    private void CheckPolicy(string? name, string path, ConfigErrors errors)
    {
        if (name is null)
        {
            return;
        }

        var key = $"{path}:{nameof(DownloadsOptions.Authorization)}";
        if (!configuration.Current.GetSection("McpProxy:Authentication").Exists())
        {
            errors.Add(ConfigErrorCodes.NeedsAuthentication, key, "A policy is named, and callers are not asked who they are.", "Add McpProxy:Authentication, or remove the key.");
            return;
        }

        string[] known = ["default", "anonymous", .. configuration.Current.GetSection("McpProxy:Authorization:Policies").GetChildren().Select(c => c.Key)];
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ConfigErrorCodes.UnknownPolicy, key, $"There is no policy '{name}'.", NearestName.Find(name, known) is { } near ? $"Did you mean '{near}'?" : $"Known are: {string.Join(", ", known)}.");
        }
    }
}
