using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>Which operations a rule is for: all that is said must hold.</summary>
/// <param name="OperationId">The <c>operationId</c>; null for any.</param>
/// <param name="Name">The name of the tool, with or without what stands before the <c>operationId</c>; null for any.</param>
/// <param name="Method">The HTTP method; null for any.</param>
/// <param name="Path">The path as the document has it; null for any.</param>
internal sealed record RuleMatch(string? OperationId, string? Name, string? Method, string? Path)
{
    public bool Fits(ApiOperation operation) =>
        this is not { OperationId: null, Name: null, Method: null, Path: null }
        && (OperationId is null || OperationId == operation.Id)
        && (Name is null || (operation.Id is { } id && (Name == id || Name.EndsWith("_" + id, StringComparison.Ordinal))))
        && (Method is null || Method.Equals(operation.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || Path == operation.Path);

    public override string ToString() => OperationId ?? Name ?? $"{Method} {Path}".Trim() switch { "" => "a rule without match", var line => line };
}
