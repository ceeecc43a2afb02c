namespace McpProxy.Plugins.Transforms.QueryTime;

/// <summary>
/// Times in the query, written as an upstream wants them, whatever form a caller uses: seconds or milliseconds since 1970, <c>20240102</c>,
/// <c>2024-01-02</c>, or ISO 8601 with or without an offset. Times without an offset are UTC. Section <c>McpProxy:QueryTime:{name}</c>.
/// </summary>
public sealed record QueryTimeOptions
{
    /// <summary>Names of the query parameters, in the upstream's case. At least one.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Paths on which they are times: <c>/amc/**/workflowExecutions</c>. Default: all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The form that is sent, as a custom date and time format of .NET; always UTC. Default <c>yyyy-MM-ddTHH:mm:ss</c>.</summary>
    public string Format { get; init; } = "yyyy-MM-ddTHH:mm:ss";
}
