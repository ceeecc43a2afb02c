using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Operations;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>
/// What lies beside one document: rules, and overlays with more of them, which count above. A file that is broken costs itself, and what is strange in
/// one is said once.
/// </summary>
internal sealed class DocumentSidecars
{
    /// <summary>The same for all files of an import, as one thing mends them all.</summary>
    private const string NoArtifacts = "Transform files ask for long answers to be kept as artifacts (artifact_threshold_bytes); they are not, as McpProxy:Artifacts is not configured.";

    private readonly bool _hasArtifacts;
    private readonly List<TransformRule> _rules = [];
    private readonly List<SidecarNotes> _notes = [];
    private readonly List<string> _broken = [];
    private readonly HashSet<TransformRule> _used = new(ReferenceEqualityComparer.Instance);
    private readonly ManifestSidecar _manifest = ManifestSidecar.None;

    private DocumentSidecars(bool hasArtifacts) => _hasArtifacts = hasArtifacts;

    private DocumentSidecars(ApiDocument document, DocumentFiles files, OpenApiOptions options, bool hasArtifacts)
        : this(hasArtifacts)
    {
        var stem = Path.ChangeExtension(document.Location, null);
        AddRules(stem + SidecarFiles.Transform, files);
        AddRules(SidecarFiles.OverlayOf(document.Location), files);
        if (options.PreferredNames)
        {
            Read(stem + SidecarFiles.Manifest, files, (root, notes) => ManifestSidecar.Read(root, notes), ref _manifest);
        }
    }

    /// <summary>Reads what lies beside a document, where the options do not say otherwise.</summary>
    public static DocumentSidecars Read(ApiDocument document, DocumentFiles files, OpenApiOptions options, bool hasArtifacts) =>
        options.Sidecars && document.IsFile ? new DocumentSidecars(document, files, options, hasArtifacts) : new DocumentSidecars(hasArtifacts);

    /// <summary>The name that the tool of an operation is to have; null when nothing is said.</summary>
    public string? NameOf(ApiOperation operation) => _manifest.NameOf(operation);

    /// <summary>Notes that there is an operation, whether or not it is imported: its rules are for something.</summary>
    public void See(ApiOperation operation) => _used.UnionWith(_rules.Where(r => r.Match.Fits(operation)));

    /// <summary>Applies all rules for an operation, one after the other.</summary>
    public ToolDraft Apply(ToolDraft draft)
    {
        foreach (var rule in _rules.Where(r => r.Match.Fits(draft.Operation)))
        {
            draft = new RuleApplication(rule, draft).Apply(_hasArtifacts);
        }

        return draft;
    }

    /// <summary>What operators should know of the files, each of which is named once.</summary>
    public IReadOnlyList<string> Warnings()
    {
        foreach (var rule in _rules.Where(r => !_used.Contains(r)))
        {
            rule.Notes.Add("rules fit no operation", rule.Match.ToString());
        }

        var asksForArtifacts = !_hasArtifacts && _used.Any(r => r.ArtifactThreshold is not null);
        return [.. _broken, .. _notes.Select(n => n.ToWarning()).OfType<string>(), .. asksForArtifacts ? [NoArtifacts] : Array.Empty<string>()];
    }

    private void AddRules(string path, DocumentFiles files)
    {
        IReadOnlyList<TransformRule> rules = [];
        Read(path, files, (root, notes) => new TransformReader(notes).Read(root), ref rules);
        _rules.AddRange(rules);
    }

    private void Read<T>(string path, DocumentFiles files, Func<JsonElement, SidecarNotes, T> read, ref T value)
    {
        try
        {
            if (files.ReadBeside(path) is { } root)
            {
                var notes = new SidecarNotes(SidecarFiles.NameOf(path));
                _notes.Add(notes);
                value = read(root, notes);
            }
        }
        catch (DocumentException e)
        {
            _broken.Add($"{SidecarFiles.NameOf(path)} is left out: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            _broken.Add($"{SidecarFiles.NameOf(path)} is left out: {DocumentReader.HalfSurrogate}");
        }
    }
}
