using System.Collections.Concurrent;
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
    private const string ArtifactsPath = "McpProxy:Artifacts";

    private readonly ImportRequest _request;
    private readonly OpenApiOptions _options;
    private readonly CompiledCache _cache;
    private readonly ProxyFeatures _features;
    private readonly string _key;
    private readonly ToolNames _names = new();
    private readonly List<CompiledDocument> _compiled = [];
    private readonly ConcurrentDictionary<string, CompiledDocument> _ahead = new(StringComparer.Ordinal);
    private readonly List<ImportSource> _sources = [];
    private readonly List<string> _warnings = [];
    private readonly ConfigErrors _mistakes = new();

    /// <param name="request">What to import.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cache">What was compiled before.</param>
    /// <param name="canNegotiate">Whether routes can negotiate media types.</param>
    public ImportRun(ImportRequest request, OpenApiOptions options, CompiledCache cache, bool canNegotiate)
    {
        _request = request;
        _options = options;
        _cache = cache;
        _features = new ProxyFeatures(canNegotiate, request.Configuration.GetSection("McpProxy").GetChildren().Any(c => c.Key.Equals("Artifacts", StringComparison.OrdinalIgnoreCase)));
        _key = CompiledCache.OptionsKey(request.Name, options, _features);
        CacheFolder = options.Cache is { } folder ? Path.GetFullPath(folder, request.FolderOf($"{request.Path}:Cache")) : null;
    }

    /// <summary>Where copies are kept; null for nowhere.</summary>
    public string? CacheFolder { get; }

    public void AddSource(ImportSource source) => _sources.Add(source);

    public void Warn(string warning) => _warnings.Add(warning);

    /// <summary>Reads what a start finds compiled, several files at a time. Names are given when the files are added, one after the other.</summary>
    public void ReadAhead(IEnumerable<DocumentFile> documents, CancellationToken cancellationToken)
    {
        if (CacheFolder is not null)
        {
            Parallel.ForEach(documents.Where(d => !_cache.Has(d.Path, KeyOf(d))), new ParallelOptions { CancellationToken = cancellationToken }, file =>
            {
                var source = ImportSource.Of(file.Path);
                // What was changed in between is read in its turn.
                if (_cache.ReadFile(CacheFolder, file.Path, KeyOf(file)) is { } compiled && compiled.Sources.Contains(source))
                {
                    _ahead[file.Path] = compiled;
                }
            });
        }
    }

    /// <summary>Imports the file that the import names. One that cannot be read is a mistake.</summary>
    /// <param name="path">Its absolute path.</param>
    public void AddFile(string path)
    {
        var file = new DocumentFile(path, Path.GetDirectoryName(path)!, _options.Prefix);
        Try(file, mistake => Refuse(mistake, file.Name));
    }

    /// <summary>Imports one file of a folder. When it cannot be read, its last good import stays, or it alone is missing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isChosen">Whether it was asked for; else it may be something other than a document.</param>
    public void AddFileOf(DocumentFile file, bool isChosen) => Try(file, mistake =>
    {
        var last = _cache.FindLast(file.Path, KeyOf(file), _names);
        if (mistake.IsOther && last is null && !isChosen)
        {
            return;
        }

        _mistakes.Add(mistake.Code, $"{_request.Path}:Document", $"{file.Name}: {mistake.Message}", last is null ? "Its tools are missing." : "Its last good import stays.");
        if (last is not null)
        {
            _compiled.Add(last);
            _warnings.AddRange(last.Warnings);
        }
    });

    /// <summary>Imports what came over the network.</summary>
    /// <exception cref="DocumentException">It is no document.</exception>
    public void AddContent(string url, byte[] content)
    {
        var file = new DocumentFile(url, null, _options.Prefix);
        if (_cache.FindFetched(url, KeyOf(file), content, _names) is { } same)
        {
            Add(same);
            return;
        }

        Compile(file, content, new DocumentFiles(null));
        _cache.NoteFetched(url, content);
    }

    public void Refuse(DocumentException mistake, string name) => _request.Errors.Add(mistake.Code, $"{_request.Path}:Document", $"{name}: {mistake.Message}");

    public ImportResult Finish()
    {
        CheckOperations();
        return new ImportResult
        {
            Layers = [.. _compiled.Select(c => c.Layer)],
            Entries = [.. _compiled.SelectMany(c => c.Entries)],
            Sources = _sources,
            Warnings = [.. _warnings.Distinct(StringComparer.Ordinal)],
            Settings = [ArtifactsPath],
            Mistakes = [.. _mistakes],
            CacheFolder = CacheFolder,
        };
    }

    private void Try(DocumentFile file, Action<DocumentException> refuse)
    {
        if (_cache.FindUntouched(file.Path, KeyOf(file), _names) is { } untouched)
        {
            Add(untouched);
            return;
        }

        if (_ahead.TryRemove(file.Path, out var ahead) && _cache.TryKeep(file.Path, KeyOf(file), ahead, _names))
        {
            Add(ahead);
            return;
        }

        var files = new DocumentFiles(file.Folder);
        try
        {
            Compile(file, files.ReadBytes(file.Path), files);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault of ours must not cost the other documents of a folder their tools.
            refuse(e as DocumentException ?? new DocumentException(OpenApiErrorCodes.Malformed, $"It cannot be imported ({e.GetType().Name}: {e.Message})"));
            _sources.AddRange(files.Sources);
        }
    }

    private void Compile(DocumentFile file, byte[] content, DocumentFiles files)
    {
        var key = KeyOf(file);
        if (_cache.Read(CacheFolder, content, file.Path, key) is { } known && _cache.TryKeep(file.Path, key, known, _names))
        {
            Add(known);
            return;
        }

        var document = files.Parse(file.Path, content);
        if (document.Version == ApiVersion.Part)
        {
            throw new DocumentException(OpenApiErrorCodes.Malformed, "It is not an OpenAPI document: it says neither 'openapi' nor 'swagger'.") { IsOther = true };
        }

        var compiled = new DocumentCompiler(_request.Name, _options, file.Prefix, _names, _request.IsPattern, _features).Compile(document, files);
        _cache.Add(CacheFolder, content, file.Path, key, compiled);
        Add(compiled);
    }

    private string KeyOf(DocumentFile file) => $"{_key}\n{file.Prefix}";

    private void Add(CompiledDocument compiled)
    {
        _compiled.Add(compiled);
        _warnings.AddRange(compiled.Warnings);
        _sources.AddRange(compiled.Sources);
    }

    private void CheckOperations()
    {
        if (_request.Errors.Count > 0 || _mistakes.Count > 0)
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
