using System.Globalization;
using McpProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.QueryTime;

/// <summary>Makes <see cref="QueryTimeTransform"/>s from <c>{ "QueryTime": "name" }</c>.</summary>
internal sealed class QueryTimeFactory : TransformFactory<QueryTimeOptions>
{
    public const string TransformKey = "QueryTime";

    public override string Key => TransformKey;

    public override string Description => "Writes times in the query as the upstream wants them, whatever form the caller uses.";

    protected override void Validate(QueryTimeOptions options, string path, ConfigErrors errors)
    {
        if (options.Parameters.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:{nameof(options.Parameters)}", "No query parameter is named.", "Name at least one.");
        }

        for (var i = 0; i < options.Paths.Count; i++)
        {
            if (!PathPattern.TryParse(options.Paths[i], out _))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(options.Paths)}:{i}", $"'{options.Paths[i]}' is not a path pattern.", PathPattern.Hint);
            }
        }

        if (!IsFormat(options.Format))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(options.Format)}", $"'{options.Format}' is not a date and time format.", "Write one such as yyyy-MM-ddTHH:mm:ss.");
        }
    }

    protected override void Build(TransformBuilderContext context, QueryTimeOptions options) => context.AddQueryTime(options);

    private static bool IsFormat(string format)
    {
        try
        {
            return format.Length > 0 && DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
