using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>
/// What a 2026-07-28 request must fulfil before its method is looked at (streamable HTTP, "Request Headers" and "Server
/// Validation"): version, envelope, and headers that repeat the body. An intermediary routes by the headers, we act by the
/// body; a difference between them would let a caller past the intermediary's rules.
/// </summary>
internal static class ModernGate
{
    /// <summary>Checks a request in the order that the conformance suite expects.</summary>
    /// <param name="headers">The headers of the request.</param>
    /// <param name="version">The value of <c>MCP-Protocol-Version</c>; empty when missing.</param>
    /// <param name="envelope">The body.</param>
    /// <param name="tool">The tool that a <c>tools/call</c> names, or null.</param>
    /// <returns>Why the request is refused, or null.</returns>
    public static McpFault? Check(IHeaderDictionary headers, string version, Envelope envelope, ToolBinding? tool) =>
        CheckVersion(version, envelope) ?? CheckMeta(envelope) ?? CheckRouting(headers, envelope) ?? CheckArguments(headers, envelope, tool);

    private static McpFault? CheckVersion(string version, Envelope envelope)
    {
        if (version.Length == 0)
        {
            return McpFault.HeaderMismatch($"{McpHeaders.ProtocolVersion} is required.");
        }

        if (envelope.MetaVersion.IsString && !envelope.MetaVersion.TextEquals(version))
        {
            return McpFault.HeaderMismatch($"{McpHeaders.ProtocolVersion} differs from the version in _meta.");
        }

        return ProtocolRevision.Find(version) is { IsModern: true } ? null : McpFault.UnsupportedVersion(version);
    }

    private static McpFault? CheckMeta(Envelope envelope) => envelope switch
    {
        { MetaVersion.IsString: false } => McpFault.InvalidParams("_meta[\"io.modelcontextprotocol/protocolVersion\"] is required.", 400),
        { ClientCapabilities.IsObject: false } => McpFault.InvalidParams("_meta[\"io.modelcontextprotocol/clientCapabilities\"] must be an object.", 400),
        _ => null,
    };

    private static McpFault? CheckRouting(IHeaderDictionary headers, Envelope envelope)
    {
        if (!headers.TryGetValue(McpHeaders.Method, out var method))
        {
            return McpFault.HeaderMismatch($"{McpHeaders.Method} is required.");
        }

        if (!envelope.MethodText.TextEquals(method.ToString().AsSpan().Trim(" \t")))
        {
            return McpFault.HeaderMismatch($"{McpHeaders.Method} differs from the method of the body.");
        }

        var expected = RoutingName(envelope);
        if (expected is not { } name)
        {
            return null;
        }

        if (!headers.TryGetValue(McpHeaders.Name, out var value))
        {
            return McpFault.HeaderMismatch($"{McpHeaders.Name} is required.");
        }

        if (value.Count != 1 || !HeaderText.TryDecode(value.ToString(), out var text))
        {
            return McpFault.HeaderMismatch($"{McpHeaders.Name} is not a valid header value.");
        }

        return name.TextEquals(text) ? null : McpFault.HeaderMismatch($"{McpHeaders.Name} differs from the body.");
    }

    /// <summary>The member that <c>Mcp-Name</c> repeats; null when the method has none.</summary>
    public static JsonSlice? RoutingName(Envelope envelope) => envelope.Method switch
    {
        McpMethod.ToolsCall or McpMethod.PromptsGet => envelope.Name,
        McpMethod.ResourcesRead => envelope.Uri,
        McpMethod.TasksGet or McpMethod.TasksUpdate or McpMethod.TasksCancel => envelope.TaskId,
        _ => null,
    };

    private static McpFault? CheckArguments(IHeaderDictionary headers, Envelope envelope, ToolBinding? tool)
    {
        if (tool is not { McpHeaders.Length: > 0 })
        {
            return null;
        }

        var arguments = envelope.Arguments.IsObject ? envelope.Arguments.Raw.Span : default;
        return ParameterHeaders.Check(tool.McpHeaders, arguments, headers) is { } problem ? McpFault.HeaderMismatch(problem) : null;
    }
}
