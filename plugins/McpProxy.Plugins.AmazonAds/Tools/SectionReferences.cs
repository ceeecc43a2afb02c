using McpProxy.Configuration;
using McpProxy.Plugins.AmazonAds.Downloads.Options;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>What a section names elsewhere in the configuration, and the groups of tools that can work with it.</summary>
internal sealed class SectionReferences(AmazonAdsOptions options, string path, IToolSourceContext context)
{
    private static readonly ToolGroup[] _always = [ToolGroup.Profiles, ToolGroup.Identities, ToolGroup.Context];

    /// <summary>Whether the cluster of the route is routed by region.</summary>
    private bool HasRegions
    {
        get
        {
            var proxy = context.Configuration.Current.GetSection("ReverseProxy");
            var cluster = proxy[$"Routes:{options.ProfilesRoute}:ClusterId"];
            return !string.IsNullOrEmpty(cluster) && !string.IsNullOrEmpty(proxy[$"Clusters:{cluster}:Metadata:RegionRouting"]);
        }
    }

    private bool HasDownloads => DownloadsSection.IsIn(context.Configuration.Current);

    public void Check()
    {
        CheckName(nameof(options.TokenExchange), options.TokenExchange);
        CheckName(nameof(options.OAuth), options.OAuth);
        for (var i = 0; i < options.Groups.Count; i++)
        {
            CheckGroup(options.Groups[i], $"{path}:{nameof(options.Groups)}:{i}");
        }
    }

    public IEnumerable<ToolGroup> Groups() => options.Groups.Count > 0
        ? options.Groups.Distinct()
        : [.. _always, .. HasRegions ? [ToolGroup.Regions] : Array.Empty<ToolGroup>(), .. options.OAuth is null ? Array.Empty<ToolGroup>() : [ToolGroup.OAuth], .. HasDownloads ? [ToolGroup.Downloads] : Array.Empty<ToolGroup>()];

    private void CheckGroup(ToolGroup group, string key)
    {
        if (group == ToolGroup.OAuth && options.OAuth is null)
        {
            context.Errors.Add(ConfigErrorCodes.Missing, $"{path}:{nameof(options.OAuth)}", $"{key} asks for tools that need an OAuth provider.", "Set 'OAuth' to a name under McpProxy:OAuth.");
        }

        if (group == ToolGroup.Downloads && !HasDownloads)
        {
            context.Errors.Add(ConfigErrorCodes.Missing, DownloadsSection.Path, $"{key} asks for tools that need a folder for files.", "Add the section with a Directory, or leave the group out.");
        }

        if (group == ToolGroup.Regions && !HasRegions)
        {
            context.Errors.Add(ConfigErrorCodes.InvalidValue, key, $"The cluster of route '{options.ProfilesRoute}' is not routed by region.", "Set RegionRouting in its metadata, or leave the group out.");
        }
    }

    private void CheckName(string key, string? name)
    {
        if (name is null)
        {
            return;
        }

        var known = context.Configuration.Current.GetSection($"McpProxy:{key}").GetChildren().Select(c => c.Key).ToList();
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            context.Errors.Add(ConfigErrorCodes.UnknownName, $"{path}:{key}", $"There is no '{name}' under McpProxy:{key}.",
                NearestName.Find(name, known) is { } near ? $"Did you mean '{near}'?" : known.Count == 0 ? "Add it." : $"Configured are: {string.Join(", ", known)}.");
        }
    }
}
