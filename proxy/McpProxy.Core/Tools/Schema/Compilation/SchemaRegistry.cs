using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>The documents of one compilation and the identities in them. Nothing is ever fetched: what is not in memory does not exist.</summary>
internal sealed class SchemaRegistry(SchemaCompilerOptions options, ICollection<SchemaError> errors)
{
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dialect?> _dialects = new(StringComparer.Ordinal) { [Dialect.DefaultUri] = Dialect.Default };

    public IReadOnlyCollection<SchemaResource> Resources => _resources.Values;

    /// <summary>Reads a document with all identities in it.</summary>
    /// <returns>The resource at its root, or null when it was reported as unreadable.</returns>
    public SchemaResource? AddDocument(JsonElement schema, Uri uri, bool isRoot)
    {
        SchemaDocument document;
        try
        {
            document = SchemaDocument.Create(schema, uri, isRoot);
        }
        catch (JsonException error)
        {
            errors.Add(new SchemaError(isRoot ? "" : uri.ToString(), error.Message));
            return null;
        }

        new SchemaScanner(document, this).Scan();
        var root = document.ResourceAt(JsonTape.Root)!;
        _resources.TryAdd(uri.AbsoluteUri, root);
        return root;
    }

    /// <summary>Registers an identity; <paramref name="at"/> is where a clash is reported.</summary>
    public void Add(SchemaResource resource, int at)
    {
        if (!_resources.TryAdd(resource.BaseUri.AbsoluteUri, resource))
        {
            Error(resource.Document, at, $"the identifier '{resource.BaseUri}' is already taken by another schema");
        }
    }

    /// <summary>Finds a resource among those read, the metaschemas, and what the options resolve.</summary>
    public SchemaResource? Find(Uri uri)
    {
        if (_resources.TryGetValue(uri.AbsoluteUri, out var resource))
        {
            return resource;
        }

        return FindDocument(uri) is { } schema ? AddDocument(schema, uri, isRoot: false) : null;
    }

    /// <summary>The dialect that a schema's <c>$schema</c> names, or the one around it.</summary>
    public Dialect DialectOf(SchemaDocument document, int node, Dialect surrounding)
    {
        var tape = document.Tape;
        if (tape.Kind(node) != JsonTokenType.StartObject || !tape.TryGetProperty(node, "$schema"u8, out var value))
        {
            return surrounding;
        }

        var name = tape.Kind(value) == JsonTokenType.String ? tape.GetString(value).TrimEnd('#') : "";
        if (!_dialects.TryGetValue(name, out var dialect))
        {
            _dialects[name] = dialect = ReadDialect(name);
        }

        if (dialect is null)
        {
            Error(document, value, $"the dialect {ValueText.Raw(tape, value)} is not supported; write the schema in \"{Dialect.DefaultUri}\"");
        }

        return dialect ?? surrounding;
    }

    public void Error(SchemaDocument document, int node, string message) =>
        errors.Add(new SchemaError(document.Describe(node), message));

    private JsonElement? FindDocument(Uri uri) => Metaschemas.Find(uri) ?? options.Resolve?.Invoke(uri);

    /// <returns>The dialect, or null when its metaschema is unknown or requires a vocabulary that is.</returns>
    private Dialect? ReadDialect(string metaschemaUri)
    {
        if (!Uri.TryCreate(metaschemaUri, UriKind.Absolute, out var uri)
            || FindDocument(uri) is not { ValueKind: JsonValueKind.Object } metaschema
            || !IsBuiltOnDefault(metaschema))
        {
            return null;
        }

        if (!metaschema.TryGetProperty("$vocabulary", out var vocabularies) || vocabularies.ValueKind != JsonValueKind.Object)
        {
            return Dialect.Default;
        }

        var known = Vocabularies.None;
        foreach (var vocabulary in vocabularies.EnumerateObject())
        {
            var found = Dialect.Find(vocabulary.Name);
            if (found is null && vocabulary.Value.ValueKind == JsonValueKind.True)
            {
                return null;
            }

            known |= found ?? Vocabularies.None;
        }

        return new Dialect(known);
    }

    private static bool IsBuiltOnDefault(JsonElement metaschema) =>
        metaschema.TryGetProperty("$schema", out var dialect)
        && dialect.ValueKind == JsonValueKind.String
        && dialect.ValueEquals(Encoding.UTF8.GetBytes(Dialect.DefaultUri));
}
