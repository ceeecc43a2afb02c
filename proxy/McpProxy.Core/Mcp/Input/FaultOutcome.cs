using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>The end of a call that gets a JSON-RPC error instead of a result.</summary>
internal sealed class FaultOutcome(McpFault fault) : ToolOutcome
{
    public McpFault Fault => fault;

    public override bool IsError => true;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => throw new InvalidOperationException("A fault is not a result.");
}
