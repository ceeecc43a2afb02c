using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>Decides which operations are imported.</summary>
internal sealed class OperationSelection(OpenApiOptions options)
{
    private readonly bool _byDefault = !options.Select.Any(r => r.Include is not null);

    /// <summary>What is configured for an operation; null for nothing.</summary>
    public OperationOptions? OptionsOf(ApiOperation operation) =>
        (operation.Id is { } id ? options.Operations.GetValueOrDefault(id) : null) ?? options.Operations.GetValueOrDefault(operation.Line);

    public bool Takes(ApiOperation operation)
    {
        if (OptionsOf(operation)?.Import is { } said)
        {
            return said;
        }

        foreach (var rule in options.Select)
        {
            if ((rule.Include ?? rule.Exclude) is { } filter && Matches(filter, operation))
            {
                return rule.Include is not null;
            }
        }

        return _byDefault;
    }

    private static bool Matches(OperationFilter filter, ApiOperation operation) =>
        (filter.Operations.Count == 0 || (operation.Id is { } id && NamePattern.MatchesAny(filter.Operations, id)))
        && (filter.Tags.Count == 0 || operation.Tags.Any(t => NamePattern.MatchesAny(filter.Tags, t)))
        && (filter.Methods.Count == 0 || filter.Methods.Contains(operation.Method, StringComparer.OrdinalIgnoreCase))
        && (filter.Paths.Count == 0 || NamePattern.MatchesAny(filter.Paths, operation.Path))
        && (filter.Deprecated is null || filter.Deprecated == operation.IsDeprecated);
}
