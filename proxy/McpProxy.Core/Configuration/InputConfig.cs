using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>What upstreams may ask of clients while a call runs: input of the user, a model's answer, the client's roots.</summary>
public sealed record InputConfig
{
    /// <summary>How often the upstream of one call may answer that it needs input, 1 to 100. Default 8. Excess fails the call.</summary>
    [Range(1, 100)]
    public int MaxRounds { get; init; } = 8;

    /// <summary>How long a client with a session may take for one answer, 1 second to 1 day. Default 5 minutes. Excess fails the call.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests that wait for an answer of one client with a session, 1 to 1000. Default 16. Excess fails the call.</summary>
    [Range(1, 1000)]
    public int MaxPending { get; init; } = 16;
}
