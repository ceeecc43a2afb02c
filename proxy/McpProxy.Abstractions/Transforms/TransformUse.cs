using McpProxy.Configuration;
using Microsoft.Extensions.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy;

/// <summary>One entry of a route's transforms that names options of a <see cref="TransformFactory{TOptions}"/>.</summary>
internal readonly struct TransformUse(string key, RouteConfig route, IReadOnlyDictionary<string, string> values)
{
    private readonly TransformEntry _entry = new(route, values);

    private string Path => _entry.Path;

    /// <summary>An entry has one key. Others would look like settings that nothing reads.</summary>
    public void CheckOtherKeys(ConfigErrors errors)
    {
        foreach (var (other, _) in values)
        {
            if (!other.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.UnknownKey, $"{Path}:{other}", $"Transform {key} takes no '{other}' here.", $"Its options stand under McpProxy:{key}:{values[key]}.");
            }
        }
    }

    /// <summary>The route has no entry of the same key before this one.</summary>
    public void CheckOnce(ConfigErrors errors)
    {
        for (var i = 0; i < _entry.Index; i++)
        {
            if (route.Transforms![i].Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.DuplicateKey, $"{Path}:{key}", $"The route has a transform {key} already, at {i}.", $"Write what both say into one section under McpProxy:{key}.");
                return;
            }
        }
    }

    /// <summary>Whether the entry names options that are configured; adds an error if not.</summary>
    public bool Exists(IConfiguration configuration, ConfigErrors errors)
    {
        var name = values[key];
        var kind = configuration.GetSection($"McpProxy:{key}");
        if (string.IsNullOrEmpty(name))
        {
            errors.Add(ConfigErrorCodes.Missing, $"{Path}:{key}", $"Transform {key} names no options.", $"Write the name of a section under McpProxy:{key}.");
            return false;
        }

        var known = kind.GetChildren().Select(c => c.Key).ToArray();
        if (known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        errors.Add(ConfigErrorCodes.UnknownName, $"{Path}:{key}", $"There is no '{name}' under McpProxy:{key}.", Suggest(name, known));
        return false;
    }

    private static string Suggest(string name, string[] known) =>
        NearestName.Find(name, known) is { } nearest ? $"Did you mean '{nearest}'?"
        : known.Length == 0 ? "Add it."
        : $"Configured are: {string.Join(", ", known)}.";
}
