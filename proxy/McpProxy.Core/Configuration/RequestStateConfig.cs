using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>The sealed <c>requestState</c> that a 2026-07-28 client keeps between a question and its answer.</summary>
public sealed record RequestStateConfig
{
    /// <summary>
    /// Keys, each a secret of at least 32 characters (e.g. <c>openssl rand -base64 32</c>). The first seals; all open, so that a key can be replaced.
    /// Default: a random one per process. Set it when several replicas serve the same clients, or when an answer may come after a restart.
    /// </summary>
    public IReadOnlyList<Secret> Keys { get; init; } = [];

    /// <summary>How long a client may take for its answers, 1 second to 1 day. Default 10 minutes. Excess: JSON-RPC error -32602.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);
}
