using System.ComponentModel.DataAnnotations;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>Tools for one way to the Amazon Ads API. Section <c>McpProxy:AmazonAds:{name}</c>.</summary>
public sealed record AmazonAdsOptions
{
    /// <summary>The route (<c>ReverseProxy:Routes:{id}</c>) that lists profiles. The tools show and choose what holds for calls of this route. Required.</summary>
    [Required]
    public string ProfilesRoute { get; init; } = "";

    /// <summary>The request on it that lists profiles. Default <c>GET /v2/profiles</c>.</summary>
    public string ProfilesRequest { get; init; } = "GET /v2/profiles";

    /// <summary>Name of the <c>TokenExchange</c> of this route whose identities the tools list. Default none: there is one identity, <c>direct-auth</c>.</summary>
    public string? TokenExchange { get; init; }

    /// <summary>Name of the <c>OAuth</c> provider that the OAuth tools authorize at. Default none.</summary>
    public string? OAuth { get; init; }

    /// <summary>What the names of the tools begin with, e.g. <c>ads_</c>; needed when there are several sections. Default nothing.</summary>
    [RegularExpression("^[A-Za-z0-9_.-]{0,32}$")]
    public string ToolPrefix { get; init; } = "";

    /// <summary>The groups of tools that are on. Default: <c>Profiles</c>, <c>Identities</c> and <c>Context</c>, with <c>Regions</c>, <c>OAuth</c> and <c>Downloads</c> where they can work.</summary>
    public IReadOnlyList<ToolGroup> Groups { get; init; } = [];

    /// <summary>A policy of <c>McpProxy:Authorization:Policies</c> that callers must meet to see and call these tools. Default none but that of the endpoint.</summary>
    public string? Authorization { get; init; }

    /// <summary>How long a list of profiles is kept before it is fetched again. When that fails, the old one is shown, marked <c>stale</c>, for a day. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ProfilesLifetime { get; init; } = TimeSpan.FromMinutes(5);
}
