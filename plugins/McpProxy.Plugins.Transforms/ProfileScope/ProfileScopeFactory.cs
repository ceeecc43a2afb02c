using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.ProfileScope;

/// <summary>
/// Makes <see cref="ProfileScopeTransform"/>s from <c>{ "ProfileScope": "Header-Name", "Forbid": "/v2/profiles" }</c>. It has
/// no section of options: what it needs stands in the route.
/// </summary>
internal sealed class ProfileScopeFactory : ITransformFactory, IContextTransform
{
    public const string TransformKey = "ProfileScope";

    private const string ForbidKey = "Forbid";
    private const string RequireKey = "Require";
    private const string DefaultKey = "Default";

    public string Key => TransformKey;

    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transformValues);
        if (!transformValues.TryGetValue(TransformKey, out var header))
        {
            return false;
        }

        var errors = new ConfigErrors();
        var entry = new TransformEntry(context.Route, transformValues);
        var path = entry.Path;
        if (!HeaderRules.IsName(header) || HeaderRules.IsReserved(header))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{TransformKey}", $"'{header}' is not the name of a header that can be set.", "Name the header that carries the profile.");
        }

        entry.CheckKeys(TransformKey, [TransformKey, ForbidKey, RequireKey, DefaultKey], errors);
        CheckPatterns(transformValues, ForbidKey, path, errors);
        CheckPatterns(transformValues, RequireKey, path, errors);
        if (transformValues.TryGetValue(DefaultKey, out var profile) && (profile.Length == 0 || !HeaderRules.IsValue(profile)))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{DefaultKey}", $"'{profile}' is not a profile that a header can carry.");
        }

        TransformEntry.Report(errors, context);
        return true;
    }

    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transformValues);
        if (!transformValues.TryGetValue(TransformKey, out var header))
        {
            return false;
        }

        context.AddProfileScope(header, Patterns(transformValues, ForbidKey), Patterns(transformValues, RequireKey), transformValues.GetValueOrDefault(DefaultKey));
        return true;
    }

    private static void CheckPatterns(IReadOnlyDictionary<string, string> values, string key, string path, ConfigErrors errors)
    {
        foreach (var pattern in Patterns(values, key))
        {
            if (!PathPattern.TryParse(pattern, out _))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}", $"'{pattern}' is not a path pattern.", "Write '/path' for that path alone, '/path/**' with all below it, or several with commas between them.");
            }
        }
    }

    private static string[] Patterns(IReadOnlyDictionary<string, string> values, string key) =>
        values.GetValueOrDefault(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
