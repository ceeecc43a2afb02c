namespace McpProxy.Configuration.Routes;

/// <summary>Where routes and clusters stand in the configuration.</summary>
internal static class ConfigPaths
{
    public static string Route(string id) => $"ReverseProxy:Routes:{id}";

    public static string Cluster(string id) => $"ReverseProxy:Clusters:{id}";
}
