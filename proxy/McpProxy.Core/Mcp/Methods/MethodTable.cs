using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary>The methods that are served, each with its handler.</summary>
internal sealed class MethodTable
{
    private readonly IMethodHandler?[] _handlers = new IMethodHandler?[Enum.GetValues<McpMethod>().Length];

    public MethodTable(IEnumerable<IMethodHandler> handlers)
    {
        foreach (var handler in handlers)
        {
            _handlers[(int)handler.Method] = handler;
        }
    }

    /// <summary>The handler of a method that <see cref="Check"/> let through.</summary>
    public IMethodHandler this[McpMethod method] =>
        _handlers[(int)method] ?? throw new InvalidOperationException($"{McpMethods.Name(method)} is not served.");

    /// <summary>Whether the method exists for the caller, and its params are fit.</summary>
    /// <returns>Why the request is refused, or null.</returns>
    public McpFault? Check(McpRequest request)
    {
        var envelope = request.Envelope;
        if (_handlers[(int)envelope.Method] is not { } handler || !handler.IsServed(request.Revision, request.Toolset))
        {
            return McpFault.MethodNotFound(envelope.MethodText, request.Revision.IsModern);
        }

        if (!ProgressToken.IsFit(envelope.ProgressToken))
        {
            return McpFault.InvalidParams("_meta.progressToken must be a string or an integer.");
        }

        return request.Revision.IsModern && !envelope.LogLevel.IsMissing && envelope.LogLevel.AsLogLevel() is null
            ? McpFault.InvalidParams($"_meta[\"io.modelcontextprotocol/logLevel\"] must be one of {LogLevels.All}.")
            : handler.Check(request);
    }
}
