using McpProxy.Context;
using McpProxy.Credentials;
using McpProxy.Plugins.AmazonAds.Downloads;
using McpProxy.Plugins.AmazonAds.Downloads.Endpoints;
using McpProxy.Plugins.AmazonAds.Tools.Profiles;
using McpProxy.Regions;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>What the tools of all sections use. Plugins that are not there leave a null.</summary>
internal sealed class AdsServices(ICallContexts contexts, ProfileCache profiles, TimeProvider time, DownloadRooms downloads, DownloadTicket tickets, IRegionRouting? regions = null, IIdentitySources? identities = null, IAuthorizationFlows? flows = null)
{
    public ICallContexts Contexts => contexts;

    public ProfileCache Profiles => profiles;

    public TimeProvider Time => time;

    public DownloadRooms Downloads => downloads;

    public DownloadTicket Tickets => tickets;

    public IRegionRouting? Regions => regions;

    public IIdentitySources? Identities => identities;

    public IAuthorizationFlows? Flows => flows;
}
