namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>Tools that are switched on together.</summary>
public enum ToolGroup
{
    /// <summary>Choose, find and page through profiles.</summary>
    Profiles,

    /// <summary>List and choose identities.</summary>
    Identities,

    /// <summary>Choose a region, and see where calls go. Needs a route whose cluster is routed by region.</summary>
    Regions,

    /// <summary>Choose several things at once, and see what is chosen.</summary>
    Context,

    /// <summary>Authorize the proxy at Amazon. Needs <c>OAuth</c>.</summary>
    OAuth,

    /// <summary>Fetch, list and read files of exports. Needs <c>McpProxy:Downloads</c>.</summary>
    Downloads,
}
