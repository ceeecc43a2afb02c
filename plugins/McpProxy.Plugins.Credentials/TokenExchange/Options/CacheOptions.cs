using System.ComponentModel.DataAnnotations;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>How long and where the results of an exchange are kept. They are kept by hashes of credentials, never by credentials.</summary>
public sealed record CacheOptions
{
    /// <summary>How long before its end a result is renewed, in the background; at most half of its life. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan EarlyRefresh { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a credential that was refused is not tried again, and how long a renewal that failed is not repeated. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RefusedFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most results in memory; those not used for longest go first. Default 10000.</summary>
    [Range(10, 10_000_000)]
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Most requests to token endpoints at the same time. Default 64.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Whether results are also kept in the state store, sealed, so that replicas share them. Default false.</summary>
    public bool Distributed { get; init; }
}
