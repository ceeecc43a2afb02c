using McpProxy.Configuration.Layers;

namespace McpProxy.Configuration.Loading;

/// <summary>
/// Refuses sections that nothing reads. Only files can be held to this: among the environment variables are everybody else's.
/// </summary>
internal static class TopLevelKeys
{
    /// <summary>Sections that belong to us.</summary>
    public static IReadOnlyList<string> Own { get; } = ["ReverseProxy", "Mcp", "McpProxy"];

    /// <summary>Sections and values that .NET, ASP.NET Core and the exporters of OpenTelemetry read; they are left to them.</summary>
    public static IReadOnlyList<string> Foreign { get; } =
    [
        "$schema", "AllowedHosts", "ApplicationName", "ConnectionStrings", "ContentRoot", "DetailedErrors", "Environment",
        "HTTP_PORTS", "HTTPS_PORTS", "Https_Port", "Kestrel", "Logging", "Metrics", "OpenTelemetry", "ShutdownTimeoutSeconds", "Urls", "WebRoot",
    ];

    public static void Check(ConfigCandidate candidate, ConfigErrors errors)
    {
        foreach (var key in candidate.OwnFiles.Where(f => f.Root is not null).SelectMany(f => f.Root!.Value.EnumerateObject()).Select(m => m.Name.Split(':')[0]))
        {
            if (!Own.Concat(Foreign).Contains(key, StringComparer.OrdinalIgnoreCase) && !key.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase))
            {
                var near = NearestName.Find(key, Own.Concat(Foreign));
                errors.Add(ConfigErrorCodes.UnknownKey, key, $"Unknown key '{key}'.", near is null ? $"Valid here: {string.Join(", ", Own)} and the sections of .NET." : $"Did you mean '{near}'?");
            }
        }
    }
}
