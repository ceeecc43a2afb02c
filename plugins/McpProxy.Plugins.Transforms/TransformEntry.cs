using McpProxy.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms;

/// <summary>One entry of a route's transforms that says everything itself, without a section of options.</summary>
internal readonly struct TransformEntry(RouteConfig route, IReadOnlyDictionary<string, string> values)
{
    /// <summary>Where it stands in the configuration.</summary>
    public string Path => $"ReverseProxy:Routes:{route.RouteId}:Transforms:{Index}";

    private int Index
    {
        get
        {
            for (var i = 0; i < route.Transforms?.Count; i++)
            {
                if (ReferenceEquals(route.Transforms[i], values))
                {
                    return i;
                }
            }

            return 0;
        }
    }

    /// <summary>Reports keys that the transform does not have.</summary>
    /// <param name="name">What the transform is called.</param>
    /// <param name="known">The keys it has.</param>
    /// <param name="errors">Where mistakes go.</param>
    public void CheckKeys(string name, string[] known, ConfigErrors errors)
    {
        foreach (var key in values.Keys)
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.UnknownKey, $"{Path}:{key}", $"Transform {name} takes no '{key}'.",
                    NearestName.Find(key, known) is { } near ? $"Did you mean '{near}'?" : $"Valid here: {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>Hands mistakes over to YARP's validation.</summary>
    public static void Report(ConfigErrors errors, TransformRouteValidationContext context)
    {
        foreach (var error in errors)
        {
            context.Errors.Add(new ConfigErrorException(error));
        }
    }
}
