using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Caching;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Layers;
using McpProxy.Plugins.OpenApi.Options;
using McpProxy.Plugins.OpenApi.Packages;
using McpProxy.Plugins.OpenApi.Remote;

namespace McpProxy.Plugins.OpenApi;

/// <summary>Imports OpenAPI documents: files, folders of them, and URLs.</summary>
/// <param name="sections">The sections of all plugins, by which is known which transforms there are.</param>
/// <param name="time">Tells the age of what is cached.</param>
internal sealed class OpenApiImporter(IEnumerable<ISectionDescriptor> sections, TimeProvider time) : ConfigurationImporter<OpenApiOptions>, IDisposable
{
    /// <summary>After this a server that gave no document is asked again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>After this it is looked whether a slow server has given its document.</summary>
    private static readonly TimeSpan PendingFor = TimeSpan.FromSeconds(10);

    /// <summary>Whether the transforms are there that <see cref="RouteWriter"/> writes.</summary>
    private readonly bool _canNegotiate = sections.Any(s => s.Key == "MediaNegotiation");

    private readonly RemoteDocuments _remote = new(time);
    private readonly CompiledCache _cache = new(time);

    public override string Key => "OpenApi";

    public override string Description => "OpenAPI documents whose operations become routes and tools.";

    public override ValueTask<ImportResult> ImportToolAsync(ImportRequest request, string reference, CancellationToken cancellationToken) =>
        new(ToolReference.Import(request, reference));

    public void Dispose() => _remote.Dispose();

    protected override void Validate(OpenApiOptions options, string path, ConfigErrors errors) => OptionsCheck.Check(options, path, errors);

    protected override async ValueTask<ImportResult> ImportAsync(ImportRequest request, OpenApiOptions options, CancellationToken cancellationToken)
    {
        var run = new ImportRun(request, options, _cache, _canNegotiate);
        if (RemoteDocuments.IsAddress(options.Document))
        {
            return await ImportRemoteAsync(run, options, cancellationToken);
        }

        var path = Path.GetFullPath(options.Document, request.FolderOf($"{request.Path}:Document"));
        if (Directory.Exists(path))
        {
            new FolderImport(run, request, options).Import(path, cancellationToken);
        }
        else
        {
            if (options.Packages is not null)
            {
                request.Errors.Add(ConfigErrorCodes.InvalidValue, $"{request.Path}:Packages", $"Packages choose documents of a folder; {Path.GetFileName(path)} is none.", "Remove it.");
            }

            run.AddFile(path);
        }

        return run.Finish();
    }

    private async ValueTask<ImportResult> ImportRemoteAsync(ImportRun run, OpenApiOptions options, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        string? oldCopy = null;
        var isPending = false;
        try
        {
            var document = await _remote.GetAsync(options.Document, run.CacheFolder, cancellationToken);
            isPending = document.IsPending;
            run.AddContent(options.Document, document.Bytes);
            if (document.WhyOld is { } why)
            {
                warnings.Add(why);
                oldCopy = why;
            }
        }
        catch (DocumentException e)
        {
            run.Refuse(e, RemoteDocuments.Show(options.Document));
            warnings.Add(e.Message);
        }

        var after = isPending ? PendingFor : warnings.Count == 0 || options.Refresh < RetryAfter ? options.Refresh : RetryAfter;
        return run.Finish() with { Warnings = warnings, OldCopy = oldCopy, RefreshAfter = after };
    }
}
