using System.Buffers;
using System.Text.Json;
using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Layers;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Operations;
using McpProxy.Plugins.OpenApi.Options;
using McpProxy.Plugins.OpenApi.Schemas;
using McpProxy.Plugins.OpenApi.Sidecars;

namespace McpProxy.Plugins.OpenApi;

/// <summary>Turns one document into a layer of configuration. What cannot be mapped costs its operation, with a reason, and nothing else.</summary>
/// <param name="import">The name of the import, which names its clusters.</param>
/// <param name="options">Its options.</param>
/// <param name="prefix">Stands before the names of its tools; may be empty.</param>
/// <param name="names">Names tools; shared by the documents of an import.</param>
/// <param name="isPattern">Whether the validator takes a pattern.</param>
/// <param name="features">What of the proxy its tools may use.</param>
internal sealed class DocumentCompiler(string import, OpenApiOptions options, string prefix, ToolNames names, Func<string, bool> isPattern, ProxyFeatures features)
{
    /// <summary>
    /// Most operations of one document, several times those of the largest we know of. Each takes some 15 KB once it is a tool, and a document of the network
    /// could have millions.
    /// </summary>
    private const int MaxOperations = 20_000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <exception cref="DocumentException">It has too many operations, or a file beside it cannot be read.</exception>
    public CompiledDocument Compile(ApiDocument document, DocumentFiles files)
    {
        var references = new References(files);
        var media = options.Sidecars ? MediaSidecar.Read(document, files) : MediaSidecar.None;
        var mapper = new OperationMapper(document, references, new SchemaLibrary(references, isPattern), options, media);
        var sidecars = DocumentSidecars.Read(document, files, options, features.HasArtifacts);
        var selection = new OperationSelection(options);
        var entries = new List<ImportedEntry>();
        var keys = new List<string>();
        var layer = new LayerBuilder(import, options, document, mapper.Server, features.CanNegotiate);
        void Skip(string source, string reason)
        {
            if (entries.Count == MaxOperations)
            {
                throw TooMany();
            }

            entries.Add(new ImportedEntry(document.Name, source, null, reason));
        }

        var operations = new OperationReader(references).Read(document, Skip).Take(MaxOperations + 1).ToList();
        if (operations.Count > MaxOperations)
        {
            throw TooMany();
        }

        foreach (var operation in operations)
        {
            sidecars.See(operation);
            keys.Add(operation.Line);
            if (operation.Id is { } id)
            {
                keys.Add(id);
            }

            if (selection.Takes(operation))
            {
                entries.Add(Import(document.Name, operation, mapper, sidecars, selection.OptionsOf(operation), layer));
            }
        }

        foreach (var unknown in media.Unknown(operations))
        {
            Skip(unknown, "It stands in the media file, but not in the document.");
        }

        return new CompiledDocument(new ImportedLayer(document.Name, Parse(layer.Write)), entries, files.Sources, keys) { Warnings = sidecars.Warnings() };
    }

    /// <summary>Writes a tool of its own for one operation: without name and route, which are the operator's.</summary>
    /// <param name="document">The document.</param>
    /// <param name="files">Its files.</param>
    /// <param name="key">The <c>operationId</c>, or <c>GET /pets/{id}</c>.</param>
    /// <param name="tool">The name of the tool.</param>
    /// <returns>The layer; null when there is no such operation.</returns>
    /// <exception cref="UnmappableException">It cannot become a tool.</exception>
    /// <exception cref="DocumentException">A file beside the document cannot be read.</exception>
    public (ApiOperation Operation, JsonElement Layer)? CompileOne(ApiDocument document, DocumentFiles files, string key, string tool)
    {
        var references = new References(files);
        var operation = new OperationReader(references).Read(document, (_, _) => { }).FirstOrDefault(o => o.Id == key || o.Line.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (operation is null)
        {
            return null;
        }

        var draft = new OperationMapper(document, references, new SchemaLibrary(references, isPattern), options, MediaSidecar.Read(document, files)).Map(operation);
        return (operation, Parse(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Mcp"u8);
            writer.WriteStartObject("Tools"u8);
            writer.WritePropertyName(tool);
            ToolWriter.Write(writer, draft, route: null, pathPrefix: "", negotiates: false);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    private ImportedEntry Import(string document, ApiOperation operation, OperationMapper mapper, DocumentSidecars sidecars, OperationOptions? own, LayerBuilder layer)
    {
        try
        {
            var draft = sidecars.Apply(mapper.Map(operation));
            var cluster = layer.ClusterOf(draft);
            // What a manifest prefers has what stands before it in itself.
            var preferred = own?.Name is null && sidecars.NameOf(operation) is { } said && LegalName.OfTool(said) is { Length: > 0 } legal ? legal : null;
            var name = names.Name(preferred is null ? prefix : options.Prefix, operation, own?.Name ?? preferred, out var note);
            layer.Add(name, draft, cluster, own?.Tool);
            return new ImportedEntry(document, operation.ToString(), name, string.Join(' ', [.. note.Length == 0 ? [] : new[] { note }, .. draft.Notes]));
        }
        catch (UnmappableException e)
        {
            return new ImportedEntry(document, operation.ToString(), null, e.Message);
        }
        catch (InvalidOperationException)
        {
            return new ImportedEntry(document, $"{operation.Method} of a path", null, "It has a text that escapes half of a surrogate pair.");
        }
    }

    private static DocumentException TooMany() => new(OpenApiErrorCodes.Unreadable, $"It has more than {MaxOperations} operations.");

    public static JsonElement Parse(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(output, SchemaConverter.WriterOptions))
        {
            write(writer);
        }

        return JsonDocument.Parse(output.WrittenSpan.ToArray(), Deep).RootElement;
    }
}
