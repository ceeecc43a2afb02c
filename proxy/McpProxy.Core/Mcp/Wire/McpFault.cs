using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.Wire;

/// <summary>A request that gets a JSON-RPC error instead of a result.</summary>
/// <param name="Code">One of <see cref="JsonRpcCodes"/>.</param>
/// <param name="Status">HTTP status of an answer that has not begun.</param>
/// <param name="Message">What was wrong, for the caller.</param>
internal sealed record McpFault(int Code, int Status, string Message)
{
    /// <summary>UTF-8 JSON of <c>error.data</c>; empty for none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>HTTP value of <c>Allow</c> (status 405), or null.</summary>
    public string? Allow { get; init; }

    /// <summary>HTTP values of <c>WWW-Authenticate</c> (status 401 and 403); usually empty.</summary>
    public string[] WwwAuthenticate { get; init; } = [];

    /// <summary>HTTP value of <c>Retry-After</c> (status 503), or null.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static McpFault Parse(string detail) => new(JsonRpcCodes.ParseError, 400, $"Parse error: {detail}");

    public static McpFault InvalidRequest(string detail, int status = 400) => new(JsonRpcCodes.InvalidRequest, status, $"Invalid request: {detail}");

    /// <summary>Malformed params. SDKs answer them with status 200, except those of the envelope (2026-07-28, basic "_meta").</summary>
    public static McpFault InvalidParams(string detail, int status = 200) => new(JsonRpcCodes.InvalidParams, status, $"Invalid params: {detail}");

    public static McpFault HeaderMismatch(string detail) => new(JsonRpcCodes.HeaderMismatch, 400, $"Header mismatch: {detail}");

    /// <summary>Modern clients learn of a missing method by status 404; legacy ones take that for a lost session.</summary>
    public static McpFault MethodNotFound(JsonSlice method, bool modern) =>
        new(JsonRpcCodes.MethodNotFound, modern ? 404 : 200, $"Method not found: {OneLine.Echo(method.GetString())}");

    /// <summary>What is supported is what <c>server/discover</c> says; older revisions are agreed on by <c>initialize</c>.</summary>
    public static McpFault UnsupportedVersion(string requested)
    {
        var text = JsonEncodedText.Encode(OneLine.Echo(requested)).Value;
        return new(JsonRpcCodes.UnsupportedVersion, 400, "Unsupported protocol version")
        {
            Data = Encoding.UTF8.GetBytes($$"""{"supported":["{{ProtocolRevision.July2026.Text}}"],"requested":"{{text}}"}"""),
        };
    }

    public static McpFault MethodNotAllowed(string allow) => InvalidRequest("this HTTP method is not allowed here.", 405) with { Allow = allow };

    /// <summary>A limit on what stays open is reached.</summary>
    /// <param name="what">What there is too much of, in the plural.</param>
    public static McpFault TooMany(string what) => new(JsonRpcCodes.InternalError, 503, $"Too many {what} are open; try again later.");

    /// <summary>Only 2025-03-26 has batches, and a message of a batch is none itself.</summary>
    public static McpFault NoBatches { get; } = InvalidRequest("this revision has no batches; send one message per request.");

    /// <summary>The process ends and takes no more requests.</summary>
    public static McpFault Stopping { get; } = new(JsonRpcCodes.InternalError, 503, "The server is shutting down; connect again.");

    /// <summary>A list was asked for with a cursor that none of its pages gave out.</summary>
    public static McpFault UnknownCursor { get; } = InvalidParams("cursor is not one this server gave; begin again without it.");

    /// <summary>What the server keeps between requests cannot be kept or found at the moment.</summary>
    public static McpFault StateUnavailable { get; } = new(JsonRpcCodes.InternalError, 503, "The server cannot keep state at the moment; try again later.") { RetryAfterSeconds = 5 };

    public static McpFault Internal { get; } = new(JsonRpcCodes.InternalError, 500, "Internal error: the proxy failed to handle the request.");

    /// <summary>
    /// A call behind a method whose results cannot say <c>isError</c>: the error of the contract, and the same as
    /// <c>data</c> for machines. Status 200, as clients take any other for a broken transport.
    /// </summary>
    /// <param name="outcome">An outcome with an <see cref="ToolOutcome.Error"/>.</param>
    public static McpFault Of(ToolOutcome outcome)
    {
        var error = outcome.Error ?? throw new ArgumentException("The call did not fail.", nameof(outcome));
        var code = error.Kind == ProxyErrorKind.InvalidArguments ? JsonRpcCodes.InvalidParams : JsonRpcCodes.InternalError;
        return new(code, 200, error.Hint is { } hint ? $"{error.Message} {hint}" : error.Message)
        {
            Data = DataOf(error, outcome.RequestId ?? ""),
        };
    }

    /// <summary>An error of the contract as <see cref="Data"/>.</summary>
    public static byte[] DataOf(ProxyError error, string requestId) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        ErrorWriter.WriteMembers(writer, error, requestId);
        writer.WriteEndObject();
    });

    /// <summary>The caller must authenticate (401) or may not do this (403); the headers say how, and the body why.</summary>
    public static McpFault Challenge(CallerChallenge challenge)
    {
        var detail = challenge.Description ?? (challenge.Status == 401 ? "authentication is required." : "the caller is not allowed to do this.");
        return InvalidRequest(detail, challenge.Status) with { WwwAuthenticate = challenge.WwwAuthenticate, RetryAfterSeconds = challenge.RetryAfterSeconds };
    }
}
