using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Caching;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi;

/// <summary>One import while it is made: one document after the other, each from the cache where it has not changed.</summary>
internal sealed class ImportRun
{
    private readonly ImportRequest _request;
    private readonly OpenApiOptions _options;
    private readonly CompiledCache _cache;
    private readonly string _key;
    private readonly ToolNames _names;
    private readonly List<CompiledDocument> _compiled = [];
    private readonly List<ImportSource> _sources = [];

    public ImportRun(ImportRequest request, OpenApiOptions options, CompiledCache cache)
    {
        _request = request;
        _options = options;
        _cache = cache;
        _key = CompiledCache.OptionsKey(request.Name, options);
        _names = new ToolNames(options.Prefix);
        CacheFolder = options.Cache is { } folder ? Path.GetFullPath(folder, request.FolderOf($"{request.Path}:Cache")) : null;
    }

    /// <summary>Where copies are kept; null for nowhere.</summary>
    public string? CacheFolder { get; }

    public void AddSource(ImportSource source) => _sources.Add(source);

    /// <summary>Imports a file.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="folder">The folder that its references must stay in.</param>
    /// <param name="mayBeOther">Whether it may be something else than a document.</param>
    public void AddFile(string path, string folder, bool mayBeOther)
    {
        if (_cache.FindUntouched(path, _key, _names) is { } untouched)
        {
            Add(untouched);
            return;
        }

        var files = new DocumentFiles(folder);
        try
        {
            Compile(path, files.ReadBytes(path), files, mayBeOther);
        }
        catch (DocumentException e)
        {
            Refuse(e, Path.GetFileName(path));
            _sources.AddRange(files.Sources);
        }
    }

    /// <summary>Imports what came over the network.</summary>
    /// <exception cref="DocumentException">It is no document.</exception>
    public void AddContent(string url, byte[] content) => Compile(url, content, new DocumentFiles(null), mayBeOther: false);

    public void Refuse(DocumentException mistake, string name) => _request.Errors.Add(mistake.Code, $"{_request.Path}:Document", $"{name}: {mistake.Message}");

    public ImportResult Finish()
    {
        CheckOperations();
        return new ImportResult { Layers = [.. _compiled.Select(c => c.Layer)], Entries = [.. _compiled.SelectMany(c => c.Entries)], Sources = _sources };
    }

    private void Compile(string location, byte[] content, DocumentFiles files, bool mayBeOther)
    {
        if (_cache.Find(CacheFolder, content, location, _key, _names) is { } known)
        {
            Add(known);
            return;
        }

        var document = files.Parse(location, content);
        if (document.Version == ApiVersion.Part)
        {
            _sources.AddRange(files.Sources);
            if (!mayBeOther)
            {
                _request.Errors.Add(OpenApiErrorCodes.Malformed, $"{_request.Path}:Document", $"{_options.Document} is not an OpenAPI document.", "It says neither 'openapi' nor 'swagger'.");
            }

            return;
        }

        var compiled = new DocumentCompiler(_request.Name, _options, _names, _request.IsPattern).Compile(document, files);
        _cache.Add(CacheFolder, content, location, _key, compiled);
        Add(compiled);
    }

    private void Add(CompiledDocument compiled)
    {
        _compiled.Add(compiled);
        _sources.AddRange(compiled.Sources);
    }

    private void CheckOperations()
    {
        if (_request.Errors.Count > 0)
        {
            return;
        }

        var keys = _compiled.SelectMany(c => c.OperationKeys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in _options.Operations.Keys.Where(n => !keys.Contains(n)))
        {
            var near = NearestName.Find(name, keys);
            _request.Errors.Add(OpenApiErrorCodes.UnknownOperation, $"{_request.Path}:Operations:{name}", $"There is no operation '{name}'.", near is null ? "" : $"Did you mean '{near}'?");
        }
    }
}
