using McpProxy.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Context;

/// <summary>What a route's metadata says of identity, profile and region.</summary>
/// <param name="Identity">Null when it does not say.</param>
/// <param name="Profile">Null when it does not say.</param>
/// <param name="Region">Null when it does not say.</param>
internal sealed record ContextDefaults(string? Identity, string? Profile, string? Region)
{
    public const string IdentityKey = "McpProxy.Identity";

    public const string ProfileKey = "McpProxy.Profile";

    public const string RegionKey = "McpProxy.Region";

    public static ContextDefaults Of(RouteConfig? route) =>
        new(Find(route, IdentityKey), Find(route, ProfileKey), Find(route, RegionKey));

    /// <summary>Checks the defaults of the configuration.</summary>
    public static void Check(ContextDefaultsConfig defaults, string path, ConfigErrors errors)
    {
        CheckId(defaults.Identity, $"{path}:{nameof(defaults.Identity)}", errors);
        CheckId(defaults.Profile, $"{path}:{nameof(defaults.Profile)}", errors);
        CheckRegion(defaults.Region, $"{path}:{nameof(defaults.Region)}", errors);
    }

    /// <summary>Checks the metadata of a route.</summary>
    public static void Check(RouteConfig route, string path, ConfigErrors errors)
    {
        var defaults = Of(route);
        CheckId(defaults.Identity, $"{path}:Metadata:{IdentityKey}", errors);
        CheckId(defaults.Profile, $"{path}:Metadata:{ProfileKey}", errors);
        CheckRegion(defaults.Region, $"{path}:Metadata:{RegionKey}", errors);
    }

    private static string? Find(RouteConfig? route, string key) => route?.Metadata?.GetValueOrDefault(key);

    private static void CheckId(string? id, string path, ConfigErrors errors)
    {
        if (id is not null && !ContextSyntax.IsId(id))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{id}' is not an id.", $"Write visible ASCII characters without blanks, at most {ContextSyntax.MaxIdLength}; remove the key for none.");
        }
    }

    private static void CheckRegion(string? region, string path, ConfigErrors errors)
    {
        if (region is not null && !ContextSyntax.IsRegion(region))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{region}' is not a region.", $"Write letters, digits, '-' and '_', at most {ContextSyntax.MaxRegionLength} characters; remove the key for none.");
        }
    }
}
