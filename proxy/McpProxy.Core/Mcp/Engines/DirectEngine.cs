using McpProxy.Mcp.Methods;

namespace McpProxy.Mcp.Engines;

/// <summary>
/// The short way: the handler of the method writes the answer. Answers that do not change are copied, tool results go from
/// the corridor straight to the response; nothing is parsed again and no object is made of a message.
/// </summary>
internal sealed class DirectEngine(MethodTable methods) : IMcpEngine
{
    public ValueTask ProcessAsync(McpRequest request, Reply reply, CancellationToken cancellationToken) =>
        methods[request.Envelope.Method].AnswerAsync(request, reply, cancellationToken);
}
