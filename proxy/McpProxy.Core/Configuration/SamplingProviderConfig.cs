using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>An OpenAI-compatible chat endpoint behind a YARP route, whose transforms bring the credential.</summary>
public sealed record SamplingProviderConfig
{
    /// <summary>The YARP route (<c>ReverseProxy:Routes:{id}</c>) to the endpoint. Required.</summary>
    public string Route { get; init; } = "";

    /// <summary>Method and path of the endpoint. Default <c>POST /v1/chat/completions</c>.</summary>
    public string Request { get; init; } = "POST /v1/chat/completions";

    /// <summary>The models it has; the first is used when no hint names another. Required.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Patterns (<c>*</c> for any text) of the model hints it answers for. Default: the names of its models.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Most tokens of one answer, 1 to 1000000. Default 1024. A request for more gets this many.</summary>
    [Range(1, 1_000_000)]
    public int MaxTokens { get; init; } = 1024;

    /// <summary>Name of the member that limits the tokens: <c>max_tokens</c> (default), or <c>max_completion_tokens</c> for models that want that.</summary>
    public string MaxTokensName { get; init; } = "max_tokens";

    /// <summary>Time one answer may take, 1 second to 1 hour. Default 1 minute. Excess fails the call.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Answers that may be made at the same time, 1 to 10000. Default 4. Excess fails the call.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; init; } = 4;
}
