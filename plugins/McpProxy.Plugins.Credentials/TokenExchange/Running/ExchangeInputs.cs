using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Identities;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>What is known of an exchange before any step has run. Immutable, so that a step may outlive the request it began for.</summary>
/// <param name="Subject">The credential that is traded.</param>
/// <param name="Caller">Who sends the request.</param>
/// <param name="Owner">Who owns the results: the caller's key, or nothing for results that all share.</param>
internal sealed record ExchangeInputs(Subject Subject, ExchangeCaller Caller, string Owner)
{
    public KnownIdentity? Identity { get; init; }

    public string? Region { get; init; }

    public string? Profile { get; init; }

    public StepKey KeyOf(StepPlan step) => new(
        step.Index,
        Owner,
        Subject.Fingerprint,
        step.Uses.HasFlag(ExchangeParts.Identity) ? Identity?.Public.Id : null,
        step.Uses.HasFlag(ExchangeParts.Region) ? Region : null,
        step.Uses.HasFlag(ExchangeParts.Profile) ? Profile : null);

    public StepKey KeyOfIdentities() => new(-1, Owner, Subject.Fingerprint);
}
