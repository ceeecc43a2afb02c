using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>
/// Makes <see cref="RouteMediaTransform"/>s from <c>{ "Produces": "application/vnd.a.v2+json, text/csv", "Consumes": "application/vnd.a.v2+json" }</c>,
/// either of which may be absent. It has no section of options: what it needs stands in the route.
/// </summary>
internal sealed class RouteMediaFactory : ITransformFactory
{
    public const string ProducesKey = "Produces";
    public const string ConsumesKey = "Consumes";

    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transformValues);
        if (!IsMine(transformValues))
        {
            return false;
        }

        var errors = new ConfigErrors();
        var entry = new TransformEntry(context.Route, transformValues);
        entry.CheckKeys(transformValues.ContainsKey(ProducesKey) ? ProducesKey : ConsumesKey, [ProducesKey, ConsumesKey], errors);
        Check(transformValues, ProducesKey, mayBeAny: true, entry.Path, errors);
        Check(transformValues, ConsumesKey, mayBeAny: false, entry.Path, errors);
        TransformEntry.Report(errors, context);
        return true;
    }

    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transformValues);
        if (!IsMine(transformValues))
        {
            return false;
        }

        context.AddMediaTypes(Types(transformValues, ProducesKey), Types(transformValues, ConsumesKey));
        return true;
    }

    private static bool IsMine(IReadOnlyDictionary<string, string> values) => values.ContainsKey(ProducesKey) || values.ContainsKey(ConsumesKey);

    private static void Check(IReadOnlyDictionary<string, string> values, string key, bool mayBeAny, string path, ConfigErrors errors)
    {
        if (!values.ContainsKey(key))
        {
            return;
        }

        var types = Types(values, key);
        if (types.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:{key}", "No media type is named.", "Write type/subtype, or several with commas between them.");
        }

        foreach (var type in types)
        {
            if (!(MediaTypeName.IsType(MediaTypeName.Of(type).ToString()) && HeaderRules.IsValue(type)) && !(mayBeAny && type == MediaTypeName.Any))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}", $"'{type}' is not a media type.", "Write type/subtype, or several with commas between them.");
            }
        }
    }

    private static List<string> Types(IReadOnlyDictionary<string, string> values, string key)
    {
        var types = new List<string>();
        var reader = new AcceptReader(values.GetValueOrDefault(key));
        while (reader.Read())
        {
            types.Add(reader.Element.ToString());
        }

        return types;
    }
}
