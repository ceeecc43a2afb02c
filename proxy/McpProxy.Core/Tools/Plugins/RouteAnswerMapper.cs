using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Tools.Plugins;

/// <summary>Takes an upstream's answer for a plugin.</summary>
internal sealed class RouteAnswerMapper : IAnswerMapper
{
    public static RouteAnswerMapper Instance { get; } = new();

    public ToolOutcome Map(UpstreamAnswer answer) =>
        AnswerBody.Take(answer, out var body) ?? new RouteAnswerOutcome(answer.Status, answer.Headers, body);
}
