using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>
/// What an upstream asked for in an earlier run of the same call, on its way to it. Upstreams trust it because nobody but
/// the proxy can send it: the headers are taken off every request that comes in from outside.
/// </summary>
/// <param name="responses">UTF-8 JSON object: the answers by the upstream's keys; empty when nothing was answered.</param>
/// <param name="state">The upstream's own state, as it gave it out; null for none.</param>
internal sealed class CallInput(ReadOnlyMemory<byte> responses, string? state)
{
    /// <summary>UTF-8 JSON object: the answers by the keys of the questions; empty when nothing was answered.</summary>
    public ReadOnlyMemory<byte> Responses => responses;

    /// <summary>The state as it was given out; null for none.</summary>
    public string? State => state;

    public const string ResponsesHeader = "Mcp-Input-Responses";

    public const string StateHeader = "Mcp-Request-State";

    public const string ResponsesMember = "inputResponses";

    public const string StateMember = "requestState";

    /// <summary>What servers and intermediaries take of headers is often 8 KiB in all.</summary>
    private const int MaxHeaderBytes = 8 * 1024;

    /// <summary>The headers as an upstream may read them: to CGI, WSGI and their kin an underscore is a hyphen.</summary>
    private static readonly FrozenSet<string> Spellings = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, [.. Spell(ResponsesHeader), .. Spell(StateHeader)]);

    /// <summary>Whether a header is one of them.</summary>
    public static bool IsHeader(string name) => Spellings.Contains(name);

    /// <summary>Puts the input into a request.</summary>
    /// <returns>Null, or why it cannot go there.</returns>
    public ProxyError? AttachTo(BoundRequest request, ToolInputLocation place)
    {
        if (place == ToolInputLocation.Headers)
        {
            return AttachToHeaders(request.Headers);
        }

        AttachToBody(request);
        return null;
    }

    private ProxyError? AttachToHeaders(IHeaderDictionary headers)
    {
        var encoded = responses.IsEmpty ? "" : Convert.ToBase64String(responses.Span);
        var size = encoded.Length + (state?.Length ?? 0);
        if (size > MaxHeaderBytes)
        {
            return Unsendable("input_too_large", $"The answers and the state take {size} bytes; headers carry at most {MaxHeaderBytes}.");
        }

        if (state is not null && !IsHeaderText(state))
        {
            return Unsendable("bad_request_state", "The upstream's requestState has characters that no header can carry.");
        }

        if (!responses.IsEmpty)
        {
            headers[ResponsesHeader] = encoded;
        }

        if (state is not null)
        {
            headers[StateHeader] = state;
        }

        return null;
    }

    /// <summary>Appends the members: configuration allows this place only where the body is a JSON object of known members, or nothing.</summary>
    private void AttachToBody(BoundRequest request)
    {
        var body = request.Body;
        if (body is null)
        {
            request.Body = body = new PooledBuffer();
            request.ContentType ??= "application/json";
            body.Write("{}"u8);
        }

        var separator = body.WrittenSpan is [(byte)'{', (byte)'}'] ? (byte)' ' : (byte)',';
        body.Truncate(body.Length - 1);
        if (!responses.IsEmpty)
        {
            body.WriteByte(separator);
            body.Write("\"inputResponses\":"u8);
            body.Write(responses.Span);
            separator = (byte)',';
        }

        if (state is not null)
        {
            body.WriteByte(separator);
            body.Write("\"requestState\":"u8);
            body.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(state)}\""));
        }

        body.WriteByte((byte)'}');
    }

    private static IEnumerable<string> Spell(string name)
    {
        var hyphen = name.IndexOf('-', StringComparison.Ordinal);
        return hyphen < 0
            ? [name]
            : Spell(name[(hyphen + 1)..]).SelectMany(rest => (string[])[$"{name[..hyphen]}-{rest}", $"{name[..hyphen]}_{rest}"]);
    }

    /// <summary>Visible ASCII, with blanks inside only: what comes out of a header as it went in.</summary>
    private static bool IsHeaderText(string text) =>
        text.Length > 0 && text[0] != ' ' && text[^1] != ' ' && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static ProxyError Unsendable(string code, string message) => new(ProxyErrorKind.UpstreamHttp, code, message)
    {
        Hint = "Operators can set the tool's \"Input\": { \"In\": \"Body\" }, if its upstream reads them there.",
    };
}
