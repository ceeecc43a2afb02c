using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.Sampling;

/// <summary>A model's answer on its way back from the endpoint; never a result by itself.</summary>
internal sealed class SamplingOutcome(SamplingAnswer answer) : ToolOutcome
{
    public SamplingAnswer Answer => answer;

    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => throw new InvalidOperationException("A model's answer is not a tool result.");
}
