using System.Collections.Frozen;

namespace McpProxy.Context;

/// <summary>What a caller has chosen for its later calls. Immutable; it never holds a credential.</summary>
public sealed record CallContext
{
    /// <summary>Nothing chosen.</summary>
    public static CallContext Empty { get; } = new();

    /// <summary>The chosen identity; null for none.</summary>
    public string? Identity { get; init; }

    /// <summary>The chosen region; null for none.</summary>
    public string? Region { get; init; }

    /// <summary>The chosen profile of each identity, by the identity's id; the empty id stands for calls without one.</summary>
    public IReadOnlyDictionary<string, string> Profiles { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The country of a chosen profile, where whoever chose it knew: a two-letter code, by the same id as in <see cref="Profiles"/>.</summary>
    public IReadOnlyDictionary<string, string> Countries { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Names of groups of tools that are listed for the caller; mostly empty.</summary>
    public IReadOnlyList<string> EnabledGroups { get; init; } = [];

    /// <summary>Names of single tools that are listed for the caller; mostly empty.</summary>
    public IReadOnlyList<string> EnabledTools { get; init; } = [];

    /// <summary>
    /// <see cref="ExchangeCaller.CredentialFingerprint"/> of the credential the choice was made with; empty for none. A caller
    /// that comes with another credential loses the choice: identities and profiles belong to the credential. Filled in by
    /// <see cref="ICallContexts"/>.
    /// </summary>
    public string CredentialFingerprint { get; init; } = "";

    /// <summary>The same of credentials in headers of their own (<see cref="Credentials.ITradedHeaders"/>), by header; null for none.</summary>
    internal IReadOnlyDictionary<string, string>? HeaderFingerprints { get; init; }
}
