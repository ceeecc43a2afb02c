using McpProxy.Configuration;
using McpProxy.Plugins.AmazonAds.Downloads.Options;
using McpProxy.Plugins.AmazonAds.Tools.Context;
using McpProxy.Plugins.AmazonAds.Tools.Downloads;
using McpProxy.Plugins.AmazonAds.Tools.Identities;
using McpProxy.Plugins.AmazonAds.Tools.OAuth;
using McpProxy.Plugins.AmazonAds.Tools.Profiles;
using McpProxy.Plugins.AmazonAds.Tools.Regions;
using McpProxy.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>Brings the tools of <c>McpProxy:AmazonAds</c>: identities, profiles, regions, contexts, authorization and downloads.</summary>
internal sealed class AmazonAdsToolSource : ToolSource<AmazonAdsOptions>
{
    private const int MaxListBytes = 32 * 1024 * 1024;

    public override string Key => "AmazonAds";

    public override string Description => "Tools to list and choose identities, profiles and regions of the Amazon Ads API, to authorize at Amazon, and to fetch and read files of exports.";

    protected override void AddTools(AmazonAdsOptions options, string path, IToolSourceContext context)
    {
        var references = new SectionReferences(options, path, context);
        references.Check();
        var name = path[(path.LastIndexOf(':') + 1)..];
        var list = context.AddRoute(new RouteReference($"amazon-ads.{name}.profiles", $"{path}:{nameof(options.ProfilesRoute)}", options.ProfilesRoute, options.ProfilesRequest) { MaxBytes = MaxListBytes });
        if (list is null)
        {
            return;
        }

        // Made by the first call: checking a configuration must not open a state file.
        var host = context.Services;
        var section = new AdsSection(options, path, list, new Lazy<AdsServices>(host.GetRequiredService<AdsServices>));
        var timeout = context.Configuration.Bind<DownloadsOptions>(DownloadsSection.Path, new ConfigErrors()).Timeout; // Its own descriptor tells its mistakes.
        foreach (var tool in references.Groups().SelectMany(g => ToolsOf(g, section, new AdsToolBuilder(options), timeout)))
        {
            context.AddTool(tool, path);
        }
    }

    private static IEnumerable<PluginTool> ToolsOf(ToolGroup group, AdsSection section, AdsToolBuilder tools, TimeSpan downloadTimeout)
    {
        var profiles = new ProfileDirectory(section);
        var identities = new IdentityChoice(section);
        var regions = new RegionChoice(section, identities);
        return group switch
        {
            ToolGroup.Profiles => ToolsOf(profiles, section, tools),
            ToolGroup.Identities => new IdentityTools(section, identities).Make(tools),
            ToolGroup.Regions => new RegionTools(section, regions, identities).Make(tools),
            ToolGroup.Context => new ContextTools(section, new IdentityTools(section, identities), identities, regions, profiles).Make(tools),
            ToolGroup.Downloads => new DownloadTools(section, downloadTimeout).Make(tools),
            _ => new OAuthTools(section, profiles).Make(tools),
        };
    }

    private static IEnumerable<PluginTool> ToolsOf(ProfileDirectory profiles, AdsSection section, AdsToolBuilder tools)
    {
        var choices = new ProfileChoiceTools(section, profiles);
        return [.. choices.Make(tools), new ProfilePicker(profiles, choices).Make(tools), .. new ProfileListTools(section, profiles).Make(tools)];
    }
}
