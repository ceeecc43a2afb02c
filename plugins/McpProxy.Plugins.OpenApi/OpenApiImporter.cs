using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi;

/// <summary>Imports OpenAPI documents: files, folders of them, and URLs.</summary>
internal sealed class OpenApiImporter : ConfigurationImporter<OpenApiOptions>
{
    public override string Key => "OpenApi";

    public override string Description => "OpenAPI documents whose operations become routes and tools.";

    public override ValueTask<ImportResult> ImportToolAsync(ImportRequest request, string reference, CancellationToken cancellationToken) =>
        new(ToolReference.Import(request, reference));

    protected override void Validate(OpenApiOptions options, string path, ConfigErrors errors) => OptionsCheck.Check(options, path, errors);

    protected override ValueTask<ImportResult> ImportAsync(ImportRequest request, OpenApiOptions options, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Document, request.FolderOf($"{request.Path}:Document"));
        var isFolder = Directory.Exists(path);
        var folder = isFolder ? path : Path.GetDirectoryName(path)!;
        var sources = new List<ImportSource>();
        if (isFolder)
        {
            sources.Add(ImportSource.Of(path));
        }

        var names = new ToolNames(options.Prefix);
        var compiled = new List<CompiledDocument>();
        foreach (var file in isFolder ? [.. Directory.EnumerateFiles(path).Where(IsDocument).Order(StringComparer.Ordinal)] : new[] { path })
        {
            cancellationToken.ThrowIfCancellationRequested();
            var files = new DocumentFiles(folder);
            try
            {
                var document = files.Read(file);
                if (document.Version != ApiVersion.Part)
                {
                    compiled.Add(new DocumentCompiler(request.Name, options, names, request.IsPattern).Compile(document, files));
                }
                else if (!isFolder)
                {
                    request.Errors.Add(OpenApiErrorCodes.Malformed, $"{request.Path}:Document", $"{options.Document} is not an OpenAPI document.", "It says neither 'openapi' nor 'swagger'.");
                }
            }
            catch (DocumentException e)
            {
                request.Errors.Add(e.Code, $"{request.Path}:Document", $"{Path.GetFileName(file)}: {e.Message}");
            }

            sources.AddRange(files.Sources);
        }

        CheckOperations(request, options, compiled);
        return new(new ImportResult { Layers = [.. compiled.Select(c => c.Layer)], Entries = [.. compiled.SelectMany(c => c.Entries)], Sources = sources });
    }

    private static bool IsDocument(string file) => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".yaml" or ".yml";

    private static void CheckOperations(ImportRequest request, OpenApiOptions options, List<CompiledDocument> compiled)
    {
        if (request.Errors.Count > 0)
        {
            return;
        }

        var keys = compiled.SelectMany(c => c.OperationKeys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in options.Operations.Keys.Where(n => !keys.Contains(n)))
        {
            var near = NearestName.Find(name, keys);
            request.Errors.Add(OpenApiErrorCodes.UnknownOperation, $"{request.Path}:Operations:{name}", $"There is no operation '{name}'.", near is null ? "" : $"Did you mean '{near}'?");
        }
    }
}
