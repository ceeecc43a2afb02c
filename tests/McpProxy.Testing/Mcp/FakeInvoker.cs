using System.Collections.Concurrent;
using System.Text;
using McpProxy.Dispatch;

namespace McpProxy.Testing.Mcp;

/// <summary>Stands in for the corridor: every tool answers with its arguments, unless a test says otherwise.</summary>
internal sealed class FakeInvoker : IToolInvoker
{
    private readonly ConcurrentDictionary<string, Func<ToolCall, CancellationToken, ValueTask<ToolOutcome>>> _tools = new();

    /// <summary>The calls so far.</summary>
    public ConcurrentQueue<ToolCall> Calls { get; } = new();

    public void On(string tool, Func<ToolCall, CancellationToken, ValueTask<ToolOutcome>> behaviour) => _tools[tool] = behaviour;

    public ValueTask<ToolOutcome> InvokeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        return _tools.TryGetValue(call.Tool.Name, out var behaviour)
            ? behaviour(call, cancellationToken)
            : new(new FakeOutcome(Encoding.UTF8.GetString(call.Arguments.Span)));
    }
}
