namespace McpProxy.Configuration;

/// <summary>Models that answer for clients which cannot sample (<c>sampling/createMessage</c>). Default none.</summary>
public sealed record SamplingConfig
{
    /// <summary>The providers by name. The first, in the order of their names, that fits the request's model hints answers; when none fits, the first.</summary>
    public IReadOnlyDictionary<string, SamplingProviderConfig> Providers { get; init; } = new Dictionary<string, SamplingProviderConfig>();

    /// <summary>Answers of providers that one tool call may use, 1 to 100. Default 3. Excess fails the call.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 100)]
    public int MaxRequestsPerCall { get; init; } = 3;
}
