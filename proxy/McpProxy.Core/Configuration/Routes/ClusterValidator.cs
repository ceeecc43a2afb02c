using McpProxy.Forwarding.Regions;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>Checks one cluster: what YARP does not check, what it reports without a place or a hint, then everything YARP checks.</summary>
internal sealed class ClusterValidator(IConfigValidator yarp, PolicyNames policies, RegionChecks regions)
{
    public async ValueTask ValidateAsync(ClusterConfig cluster, ConfigErrors errors)
    {
        var path = ConfigPaths.Cluster(cluster.ClusterId);
        CheckDestinations(cluster, path, errors);
        regions.Check(cluster, errors);
        // What has been reported is mended before YARP sees it, so that nothing is reported twice.
        var rest = policies.Check(cluster, path, errors) with { Destinations = null };
        foreach (var mistake in await yarp.ValidateClusterAsync(rest))
        {
            errors.Add(YarpMistake.OfCluster(mistake, path));
        }
    }

    private static void CheckDestinations(ClusterConfig cluster, string path, ConfigErrors errors)
    {
        if (cluster.Destinations is not { Count: > 0 } destinations)
        {
            errors.Add(ConfigErrorCodes.NoDestination, $"{path}:Destinations", "The cluster has no destination.", "Add one with an 'Address'.");
            return;
        }

        foreach (var (name, destination) in destinations)
        {
            CheckAddress(destination.Address ?? "", $"{path}:Destinations:{name}:Address", errors);
            if (!string.IsNullOrEmpty(destination.Health))
            {
                CheckAddress(destination.Health, $"{path}:Destinations:{name}:Health", errors);
            }
        }
    }

    private static void CheckAddress(string address, string path, ConfigErrors errors)
    {
        if (address.Length == 0)
        {
            errors.Add(ConfigErrorCodes.InvalidAddress, path, "The destination has no address.", "Write an absolute URL, e.g. 'https://api.example.com/'.");
        }
        else if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            errors.Add(ConfigErrorCodes.InvalidAddress, path, $"'{address}' is not an absolute http or https URL.", "Write e.g. 'https://api.example.com/'.");
        }
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            errors.Add(ConfigErrorCodes.InvalidAddress, path, "The address has a query, a fragment or credentials.", "Keep scheme, host, port and path.");
        }
    }
}
