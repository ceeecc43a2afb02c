using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>What <c>X.manifest.json</c> says: the preferred names of tools. The rest of it is read out of the document itself.</summary>
internal sealed class ManifestSidecar
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private ManifestSidecar()
    {
    }

    public static ManifestSidecar None { get; } = new();

    /// <exception cref="DocumentException">It is no such file.</exception>
    public static ManifestSidecar Read(JsonElement root, SidecarNotes notes)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new DocumentException(OpenApiErrorCodes.Malformed, "It is not an object.");
        }

        var manifest = new ManifestSidecar();
        foreach (var item in new SidecarObject(root, "the file", notes).Items("tools"))
        {
            var tool = new SidecarObject(item, "the file", notes);
            var key = tool.Text("operationId") ?? $"{tool.Text("method")?.ToUpperInvariant()} {tool.Text("path")}";
            if (tool.Text("preferred_name") is { Length: > 0 } name)
            {
                manifest._names[key] = name;
            }
        }

        return manifest;
    }

    /// <summary>The name of the tool of an operation; null when nothing is said.</summary>
    public string? NameOf(ApiOperation operation) => (operation.Id is { } id ? _names.GetValueOrDefault(id) : null) ?? _names.GetValueOrDefault(operation.Line);
}
