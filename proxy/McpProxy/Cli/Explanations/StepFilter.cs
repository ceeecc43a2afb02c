using McpProxy.Configuration.Routes;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>Puts a look at the request between the transforms of each route, and takes exchanges of credentials out.</summary>
internal sealed class StepFilter : IProxyConfigFilter
{
    private static readonly Dictionary<string, string> _exchanges = new(StringComparer.OrdinalIgnoreCase) { ["TokenExchange"] = "TokenExchange", ["OAuthToken"] = "OAuth" };

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel)
    {
        var steps = new List<IReadOnlyDictionary<string, string>> { Of(StepFactory.Step, "") };
        foreach (var transform in route.Transforms ?? [])
        {
            var exchange = _exchanges.Keys.FirstOrDefault(transform.ContainsKey);
            steps.Add(exchange is null ? transform : Of(StepFactory.Withheld, $"{_exchanges[exchange]}:{transform[exchange]}"));
            steps.Add(Of(StepFactory.Step, NameOf(transform)));
        }

        return new(route with { Transforms = steps });
    }

    /// <summary>The key of the transform with what it names. Its other keys may hold secrets, and stand in any order; so may paths.</summary>
    private static string NameOf(IReadOnlyDictionary<string, string> transform) =>
        YarpTransforms.Names.FirstOrDefault(transform.ContainsKey) is { } known ? $"{known} {(known.StartsWith("Path", StringComparison.Ordinal) ? OpenPath.Redact(transform[known]) : transform[known])}"
        : transform.Count == 1 ? string.Join(' ', transform.Keys.Concat(transform.Values))
        : string.Join(", ", transform.Keys);

    private static Dictionary<string, string> Of(string key, string value) => new(StringComparer.OrdinalIgnoreCase) { [key] = value };
}
