using System.Text.Json;

namespace McpProxy.Mcp.Wire;

/// <summary>
/// What the endpoint must know of a message, found in one pass over its bytes. The slices point into the body, which must
/// outlive the envelope. Each member was met at most once, so that nobody who reads the same bytes can see another value.
/// </summary>
internal sealed class Envelope
{
    public EnvelopeKind Kind { get; set; }

    /// <summary>The id as it was sent, echoed byte by byte; empty when there is none or it is not valid.</summary>
    public ReadOnlyMemory<byte> Id { get; set; }

    public McpMethod Method { get; set; }

    /// <summary>The method as it was sent, for those that have no number.</summary>
    public JsonSlice MethodText { get; set; }

    /// <summary>The whole of <c>params</c>.</summary>
    public JsonSlice Params { get; set; }

    public JsonSlice Name { get; set; }

    public JsonSlice Uri { get; set; }

    public JsonSlice TaskId { get; set; }

    public JsonSlice Arguments { get; set; }

    public JsonSlice Cursor { get; set; }

    /// <summary><c>params.protocolVersion</c>, the version an <c>initialize</c> asks for.</summary>
    public JsonSlice RequestedVersion { get; set; }

    /// <summary><c>params.capabilities</c>, what the client of an <c>initialize</c> can be asked for.</summary>
    public JsonSlice Capabilities { get; set; }

    /// <summary><c>params.level</c> of <c>logging/setLevel</c>.</summary>
    public JsonSlice Level { get; set; }

    /// <summary><c>params.requestId</c>, what a <c>notifications/cancelled</c> is about.</summary>
    public JsonSlice CancelledId { get; set; }

    /// <summary><c>params.notifications</c> of <c>subscriptions/listen</c>.</summary>
    public JsonSlice Notifications { get; set; }

    /// <summary><c>params.inputResponses</c>, the answers to what an earlier result of this request asked (2026-07-28, basic/patterns/mrtr).</summary>
    public JsonSlice InputResponses { get; set; }

    /// <summary><c>params.requestState</c>, which that result gave out.</summary>
    public JsonSlice RequestState { get; set; }

    /// <summary><c>result</c> of a response.</summary>
    public JsonSlice Result { get; set; }

    /// <summary><c>error</c> of a response.</summary>
    public JsonSlice Error { get; set; }

    /// <summary><c>_meta["io.modelcontextprotocol/protocolVersion"]</c>.</summary>
    public JsonSlice MetaVersion { get; set; }

    /// <summary><c>_meta["io.modelcontextprotocol/clientCapabilities"]</c>.</summary>
    public JsonSlice ClientCapabilities { get; set; }

    public JsonSlice ProgressToken { get; set; }

    /// <summary><c>_meta["io.modelcontextprotocol/logLevel"]</c>, from which on a modern caller wants log messages.</summary>
    public JsonSlice LogLevel { get; set; }

    public JsonSlice TraceParent { get; set; }

    public JsonSlice TraceState { get; set; }

    /// <summary><c>_meta["mcpproxy/context"]</c>, the handle of the context the request is to run in: a string, null or missing.</summary>
    public JsonSlice Context { get; set; }

    /// <summary><c>_meta["mcpproxy/maxTokens"]</c>, the tokens that the answer of a tool may take: a number, null or missing.</summary>
    public JsonSlice MaxTokens { get; set; }

    /// <summary>Whether the caller asked for progress.</summary>
    public bool WantsProgress => ProgressToken.Kind is JsonTokenType.String or JsonTokenType.Number;

    /// <summary>Whether the request comes back with answers, or with the state of a question.</summary>
    public bool HasInput => !InputResponses.IsMissing || !RequestState.IsMissing;

    public bool HasId => Id.Length > 0;
}
