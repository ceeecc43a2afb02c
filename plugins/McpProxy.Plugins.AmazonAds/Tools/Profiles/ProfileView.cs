namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>A list of profiles, as one call gets it.</summary>
/// <param name="Snapshot">The list.</param>
internal sealed record ProfileView(ProfileSnapshot Snapshot)
{
    /// <summary>Why it is an old one; null when it is not.</summary>
    public ProxyError? StaleBecause { get; init; }
}
