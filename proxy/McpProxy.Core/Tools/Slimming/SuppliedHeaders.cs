using System.Collections.Concurrent;
using McpProxy.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Tools.Slimming;

/// <summary>Tells, while a configuration is loaded, which headers the transforms of a route set or remove, so that nobody need ask callers for them.</summary>
internal sealed class SuppliedHeaders(IEnumerable<ITransformFactory> factories, ICandidateConfiguration configuration)
{
    private readonly Dictionary<string, IHeaderTransform> _transforms = factories.OfType<IHeaderTransform>().ToDictionary(t => t.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the test for the routes of the configuration that is being loaded. It may be asked from several threads.</summary>
    public Func<RouteConfig, string, bool> Among()
    {
        // Options are bound once for each name, and not for each tool.
        var fates = new ConcurrentDictionary<(string Key, string Name), Func<string, HeaderFate>>();
        return (route, header) =>
        {
            var isReplaced = false;
            foreach (var use in route.Transforms ?? [])
            {
                foreach (var (key, value) in use)
                {
                    var fate = _transforms.TryGetValue(key, out var transform)
                        ? fates.GetOrAdd((transform.Key, value), _ => transform.FateOfHeaders(value, configuration))(header)
                        : HeaderFate.Untouched;
                    isReplaced = fate switch { HeaderFate.Replaced => true, HeaderFate.Restored => false, _ => isReplaced };
                }
            }

            return isReplaced || route.Transforms?.Any(t => Sets(t, header)) == true;
        };
    }

    /// <summary>YARP's own <c>{ "RequestHeader": "X-Name", "Set": "value" }</c>.</summary>
    private static bool Sets(IReadOnlyDictionary<string, string> transform, string header) =>
        transform.ContainsKey("Set") && transform.TryGetValue("RequestHeader", out var name) && name.Equals(header, StringComparison.OrdinalIgnoreCase);
}
