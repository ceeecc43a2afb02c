using McpProxy.Configuration.Layers;
using McpProxy.Configuration.Presets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace McpProxy.Configuration.Loading;

/// <summary>The one <see cref="ICandidateConfiguration"/>: the candidate while it is validated, the applied one otherwise.</summary>
/// <param name="configuration">Read when nothing has been loaded yet.</param>
/// <param name="presets">What sections may name; asked late, as who describes sections may want a configuration itself.</param>
/// <param name="environment">Decides whether secrets may stand in clear; null (no host) means no.</param>
internal sealed class CandidateConfiguration(IConfiguration configuration, Lazy<PresetCatalog> presets, IHostEnvironment? environment = null) : ICandidateConfiguration
{
    private readonly Lock _gate = new();
    private ConfigCandidate? _candidate;

    /// <summary>Whether the process runs in the Production environment; so it is taken without a host.</summary>
    public bool IsProduction => environment?.IsProduction() ?? true;

    public IConfiguration Current => Candidate.Root;

    public ConfigCandidate Candidate
    {
        get
        {
            lock (_gate)
            {
                return _candidate ??= Freeze(configuration);
            }
        }
    }

    public ConfigCandidate Freeze(IConfiguration layers) => ConfigCandidate.Freeze(layers, presets.Value);

    public StrictBinderOptions OptionsFor(ConfigCandidate candidate) => new()
    {
        AllowLiteralSecrets = environment?.IsDevelopment() ?? false,
        RawJson = candidate.TakeJson,
    };

    public T Bind<T>(string path, ConfigErrors errors)
        where T : class, new()
    {
        var candidate = Candidate;
        return StrictBinder.Bind<T>(candidate.Root.GetSection(path), errors, OptionsFor(candidate));
    }

    public string FolderOf(string path) => Candidate.FolderOf(path);

    /// <summary>Makes a candidate the current one.</summary>
    /// <returns>The one before it, or null.</returns>
    public ConfigCandidate? Use(ConfigCandidate? candidate)
    {
        lock (_gate)
        {
            var before = _candidate;
            _candidate = candidate;
            return before;
        }
    }
}
