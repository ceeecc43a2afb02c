using McpProxy.Configuration;
using McpProxy.Context;

namespace McpProxy.Forwarding.Regions;

/// <summary>The section <c>McpProxy:RegionRouting</c>.</summary>
internal sealed class RegionSection : ISectionDescriptor
{
    public const string SectionKey = "RegionRouting";

    public string Key => SectionKey;

    public string Description => "How the region of a call is found, for clusters with destinations in several regions.";

    public Type OptionsType => typeof(RegionRoutingConfig);

    public bool IsMap => true;

    public void Validate(object options, string path, ConfigErrors errors)
    {
        var config = (RegionRoutingConfig)options;
        if (config.Default.Length > 0)
        {
            CheckRegion(config.Default, $"{path}:{nameof(config.Default)}", errors);
        }

        CheckRegions(config.Aliases, $"{path}:{nameof(config.Aliases)}", errors);
        CheckRegions(config.Marketplaces, $"{path}:{nameof(config.Marketplaces)}", errors);
        CheckRegions(config.Countries, $"{path}:{nameof(config.Countries)}", errors);
        if (config.MarketplaceHeader is { } header && !HeaderRules.IsName(header))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(config.MarketplaceHeader)}", $"'{header}' is not the name of a header.");
        }

        if (config.FromProfileCountry && config.Countries.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:{nameof(config.Countries)}", "No country has a region.", "Add 'Countries', or remove 'FromProfileCountry'.");
        }

        if (config.Sandbox is { Enabled: true } sandbox && (sandbox.From.Length == 0 || sandbox.To.Length == 0))
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:{nameof(config.Sandbox)}", "The sandbox does not say what to replace in the hosts.", "Set 'From' and 'To'.");
        }
    }

    private static void CheckRegions(IReadOnlyDictionary<string, string> regions, string path, ConfigErrors errors)
    {
        foreach (var (key, region) in regions)
        {
            CheckRegion(region, $"{path}:{key}", errors);
        }
    }

    private static void CheckRegion(string region, string path, ConfigErrors errors)
    {
        if (!ContextSyntax.IsRegion(region))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{region}' is not a region.", "Write letters, digits, '-' and '_'.");
        }
    }
}
