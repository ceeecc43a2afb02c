using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>One operation of a document.</summary>
/// <param name="Method">The HTTP method in upper case.</param>
/// <param name="Path">The path as the document has it.</param>
/// <param name="Item">What the operations of the path share.</param>
/// <param name="Json">The operation.</param>
internal sealed record ApiOperation(string Method, string Path, Fragment Item, Fragment Json)
{
    public ApiDocument Document => Json.Document;

    /// <summary>Its <c>operationId</c>; null for none.</summary>
    public string? Id => Json.Text("operationId") is { } id && !string.IsNullOrWhiteSpace(id) ? id.Trim() : null;

    public IEnumerable<string> Tags => Json.Find("tags")?.Items().Where(t => t.Json.ValueKind == System.Text.Json.JsonValueKind.String).Select(t => t.Json.GetString()!) ?? [];

    public bool IsDeprecated => Json.Is("deprecated");

    /// <summary>Its key where it has no id: <c>GET /pets/{id}</c>.</summary>
    public string Line => $"{Method} {Path}";

    public override string ToString() => Id is { } id ? $"{Excerpt.Of(Line, 200)} ({Excerpt.Of(id, 200)})" : Excerpt.Of(Line, 200);
}
