using McpProxy.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy;

/// <summary>
/// One entry of a route's transforms, for an <see cref="ITransformFactory"/> that checks it. <see cref="TransformFactory{TOptions}"/> does so by
/// itself; this is for transforms that say everything in the route, without a section of options.
/// </summary>
/// <param name="route">The route.</param>
/// <param name="values">The entry: the dictionary that YARP hands to the factory.</param>
public readonly struct TransformEntry(RouteConfig route, IReadOnlyDictionary<string, string> values)
{
    /// <summary>Where it stands in the configuration, e.g. <c>ReverseProxy:Routes:pets:Transforms:0</c>.</summary>
    public string Path => $"ReverseProxy:Routes:{route.RouteId}:Transforms:{Index}";

    /// <summary>Its place among the route's transforms, from 0.</summary>
    public int Index
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

    /// <summary>Adds an error for each key that the transform does not have.</summary>
    /// <param name="name">What the transform is called.</param>
    /// <param name="known">The keys it has; case counts as nothing.</param>
    /// <param name="errors">Where mistakes go.</param>
    public void CheckKeys(string name, IReadOnlyList<string> known, ConfigErrors errors)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var key in values.Keys)
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.UnknownKey, $"{Path}:{key}", $"Transform {name} takes no '{key}'.",
                    NearestName.Find(key, known) is { } near ? $"Did you mean '{near}'?" : $"Valid here: {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>Hands mistakes over to YARP's validation, which ends the load.</summary>
    /// <param name="errors">The mistakes.</param>
    /// <param name="context">What <see cref="ITransformFactory.Validate"/> was given.</param>
    public static void Report(ConfigErrors errors, TransformRouteValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(context);
        foreach (var error in errors)
        {
            context.Errors.Add(new ConfigErrorException(error));
        }
    }
}
