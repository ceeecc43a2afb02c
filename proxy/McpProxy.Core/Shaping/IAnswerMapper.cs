using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Turns a whole upstream answer with a status that says success into what the caller asked for.</summary>
internal interface IAnswerMapper
{
    /// <summary>Maps an answer.</summary>
    /// <param name="answer">The answer; its body is taken over by the outcome.</param>
    ToolOutcome Map(UpstreamAnswer answer);
}
