namespace McpProxy.Plugins.OpenApi.Options;

/// <summary>One rule of a selection: exactly one of its keys.</summary>
public sealed record SelectionRule
{
    /// <summary>Operations that are imported.</summary>
    public OperationFilter? Include { get; init; }

    /// <summary>Operations that are not.</summary>
    public OperationFilter? Exclude { get; init; }
}
