using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Configuration.Routes;

/// <summary>Asks the transform factories for each transform of a route by itself, so that every mistake has its place.</summary>
internal sealed class TransformValidator(IServiceProvider services, IEnumerable<ITransformFactory> factories)
{
    private readonly ITransformFactory[] _factories = [.. factories];
    private readonly string[] _names = [.. YarpTransforms.Names.Concat(factories.OfType<ISectionDescriptor>().Select(d => d.Key)).Concat(factories.OfType<IContextTransform>().Select(t => t.Key)).Distinct().Order(StringComparer.Ordinal)];

    public void Validate(RouteConfig route, string routePath, ConfigErrors errors)
    {
        for (var i = 0; i < route.Transforms?.Count; i++)
        {
            Validate(route, route.Transforms[i], $"{routePath}:Transforms:{i}", errors);
        }
    }

    private void Validate(RouteConfig route, IReadOnlyDictionary<string, string> transform, string path, ConfigErrors errors)
    {
        if (transform.Count == 0)
        {
            errors.Add(ConfigErrorCodes.InvalidTransform, path, "The transform is empty.", "Remove it.");
            return;
        }

        var context = new TransformRouteValidationContext { Services = services, Route = route };
        try
        {
            if (!Array.Exists(_factories, f => f.Validate(context, transform)))
            {
                AddUnknown(transform, path, errors);
            }
        }
        catch (Exception e)
        {
            // Some of YARP's own factories throw instead of collecting.
            context.Errors.Add(e);
        }

        foreach (var mistake in context.Errors)
        {
            errors.Add(mistake is ConfigErrorException own ? own.Error : new ConfigError(ConfigErrorCodes.InvalidTransform, path, mistake.Message));
        }
    }

    private void AddUnknown(IReadOnlyDictionary<string, string> transform, string path, ConfigErrors errors)
    {
        var keys = transform.Keys.Order(StringComparer.Ordinal).ToList();
        var near = keys.Select(k => NearestName.Find(k, _names)).FirstOrDefault(n => n is not null);
        errors.Add(
            ConfigErrorCodes.UnknownTransform,
            path,
            keys.Count == 1 ? $"There is no transform '{keys[0]}'." : $"There is no transform with the keys {string.Join(", ", keys)}.",
            near is null ? "A plugin may be missing: see 'mcpproxy plugins'." : $"Did you mean '{near}'?");
    }
}
