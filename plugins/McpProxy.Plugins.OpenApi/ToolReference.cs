using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi;

/// <summary>Imports the one operation that a tool refers to: <c>"OpenApi": "petstore.json#getPet"</c>, or <c>petstore.json#GET /pets/{id}</c>.</summary>
internal static class ToolReference
{
    public static ImportResult Import(ImportRequest request, string reference)
    {
        var key = $"{request.Path}:OpenApi";
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        if (hash <= 0 || hash == reference.Length - 1)
        {
            request.Errors.Add(OpenApiErrorCodes.UnknownOperation, key, $"'{reference}' does not name an operation.", "Write 'file#operationId', or 'file#GET /path'.");
            return new ImportResult();
        }

        var path = Path.GetFullPath(reference[..hash], request.FolderOf(key));
        var files = new DocumentFiles(Path.GetDirectoryName(path));
        try
        {
            var document = files.Read(path);
            var compiler = new DocumentCompiler(request.Name, new OpenApiOptions(), "", new ToolNames(), request.IsPattern, new ProxyFeatures(CanNegotiate: false, HasArtifacts: false));
            if (compiler.CompileOne(document, files, reference[(hash + 1)..], request.Name) is { } found)
            {
                var entry = new ImportedEntry(document.Name, found.Operation.ToString(), request.Name);
                return new ImportResult { Layers = [new ImportedLayer(document.Name, found.Layer)], Entries = [entry], Sources = files.Sources };
            }

            request.Errors.Add(OpenApiErrorCodes.UnknownOperation, key, $"{document.Name} has no operation '{reference[(hash + 1)..]}'.");
        }
        catch (DocumentException e)
        {
            request.Errors.Add(e.Code, key, $"{Path.GetFileName(path)}: {e.Message}");
        }
        catch (UnmappableException e)
        {
            request.Errors.Add(OpenApiErrorCodes.Unmappable, key, $"The operation cannot become a tool: {e.Message}");
        }

        return new ImportResult { Sources = files.Sources };
    }
}
