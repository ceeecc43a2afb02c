using McpProxy.Configuration.Layers;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Loading;

/// <summary>The one <see cref="IAppliedConfiguration"/>; before the first is applied, whatever is the candidate.</summary>
internal sealed class AppliedConfiguration(CandidateConfiguration candidates) : IAppliedConfiguration
{
    private Applied? _applied;

    public IConfiguration Current => (Volatile.Read(ref _applied) ?? new Applied(candidates.Candidate)).Root;

    public T Bind<T>(string path, ConfigErrors errors)
        where T : class, new()
    {
        var candidate = Volatile.Read(ref _applied)?.Candidate ?? candidates.Candidate;
        return StrictBinder.Bind<T>(candidate.Root.GetSection(path), errors, candidates.OptionsFor(candidate));
    }

    public void Use(ConfigCandidate candidate) => Volatile.Write(ref _applied, new Applied(candidate));

    private sealed class Applied(ConfigCandidate candidate)
    {
        public ConfigCandidate Candidate { get; } = candidate;

        public IConfiguration Root { get; } = candidate.Root;
    }
}
