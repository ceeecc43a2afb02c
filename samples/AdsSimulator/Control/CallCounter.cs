using System.Collections.Concurrent;

namespace AdsSimulator.Control;

/// <summary>
/// Counts, by endpoint and credential, the requests that reached a token server or an endpoint that checks tokens. Requests
/// that a fault answered are not among them. Thread-safe.
/// </summary>
public sealed class CallCounter
{
    private readonly ConcurrentDictionary<(string Endpoint, string Credential), long> _calls = new();

    /// <summary>All requests to an endpoint.</summary>
    /// <param name="endpoint">Its path without region, for example <c>/openbridge/auth/api/ref</c>; ids are written as in the README.</param>
    public long Of(string endpoint) => _calls.Where(c => c.Key.Endpoint == endpoint).Sum(c => c.Value);

    /// <summary>The requests to an endpoint that came with one credential.</summary>
    /// <param name="endpoint">Its path without region.</param>
    /// <param name="credential">What the README names as the credential of the endpoint; empty for none.</param>
    public long Of(string endpoint, string credential) => _calls.GetValueOrDefault((endpoint, credential));

    /// <summary>Sets all counts to zero.</summary>
    public void Reset() => _calls.Clear();

    internal void Count(string endpoint, string? credential) => _calls.AddOrUpdate((endpoint, credential ?? ""), 1, (_, before) => before + 1);

    internal IReadOnlyList<CallCount> Snapshot() =>
    [
        .. _calls.Select(c => new CallCount(c.Key.Endpoint, c.Key.Credential, c.Value))
            .OrderBy(c => c.Endpoint, StringComparer.Ordinal)
            .ThenBy(c => c.Credential, StringComparer.Ordinal),
    ];
}
