using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>One prompt as the operator wrote it: messages with holes for its arguments, or a route that renders it.</summary>
public sealed record PromptConfig
{
    /// <summary>Name shown to people. Default none.</summary>
    public string? Title { get; init; }

    /// <summary>What the prompt is for. Default none.</summary>
    public string? Description { get; init; }

    /// <summary>A policy of <c>McpProxy:Authorization:Policies</c> that callers must meet beside those of the routes it reads; others do not see the prompt. Default none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Whether the prompt is served. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The arguments by name ([A-Za-z0-9_.-], 1 to 64 characters), each in short form (<c>"string!"</c>) or as an object. Default none.</summary>
    public IReadOnlyDictionary<string, PromptArgumentConfig> Arguments { get; init; } = new Dictionary<string, PromptArgumentConfig>();

    /// <summary>The messages, in order. Exactly one of this and <see cref="Route"/> with <see cref="Request"/>.</summary>
    public IReadOnlyList<PromptMessageConfig> Messages { get; init; } = [];

    /// <summary>The YARP route whose upstream renders the prompt. Needs <see cref="Request"/>.</summary>
    public string? Route { get; init; }

    /// <summary>
    /// The request that renders the prompt, e.g. <c>POST /prompts/review</c>. Arguments fill the path and the query where they are
    /// named; the others go to the query of a GET, HEAD or DELETE, else to the JSON body. The answer is JSON with <c>messages</c>, or text.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>Time each request of the prompt may take, 1 millisecond to 1 day. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Icons shown by clients. Default none.</summary>
    public IReadOnlyList<IconConfig> Icons { get; init; } = [];
}
