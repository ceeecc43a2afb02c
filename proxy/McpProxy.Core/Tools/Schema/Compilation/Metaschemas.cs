using System.Collections.Frozen;
using System.Text.Json;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>The metaschemas of JSON Schema 2020-12, from the assembly's resources: schemas may refer to them.</summary>
internal static class Metaschemas
{
    private const string Prefix = "McpProxy.Tools.Schema.Metaschemas.";

    private static readonly Lazy<FrozenDictionary<string, JsonElement>> All = new(Load);

    public static JsonElement? Find(Uri uri) => All.Value.TryGetValue(uri.AbsoluteUri, out var schema) ? schema : null;

    private static FrozenDictionary<string, JsonElement> Load()
    {
        var assembly = typeof(Metaschemas).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Read(assembly.GetManifestResourceStream(name)!))
            .ToFrozenDictionary(schema => schema.GetProperty("$id").GetString()!, StringComparer.Ordinal);
    }

    private static JsonElement Read(Stream stream)
    {
        using (stream)
        {
            using var document = JsonDocument.Parse(stream);
            return document.RootElement.Clone();
        }
    }
}
