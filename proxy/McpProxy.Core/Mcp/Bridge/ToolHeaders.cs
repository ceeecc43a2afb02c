using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using McpProxy.Tools.Compilation;

namespace McpProxy.Mcp.Bridge;

/// <summary>
/// Which arguments of which tools a server wants repeated in headers (<c>x-mcp-header</c>), learned from the lists of tools
/// that pass through: a client over stdio need not know of headers (2026-07-28, streamable HTTP).
/// </summary>
internal sealed class ToolHeaders
{
    private const int MaxTools = 10_000;

    private readonly ConcurrentDictionary<string, ImmutableArray<McpHeaderParameter>> _tools = new(StringComparer.Ordinal);

    /// <summary>Takes up a result of <c>tools/list</c>.</summary>
    public void Learn(ReadOnlyMemory<byte> result)
    {
        if (_tools.IsEmpty && result.Span.IndexOf("x-mcp-header"u8) < 0)
        {
            return;
        }

        using var document = JsonDocument.Parse(result, new JsonDocumentOptions { MaxDepth = BridgeMessages.MaxDepth });
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("tools"u8, out var tools)
            || tools.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var tool in tools.EnumerateArray())
        {
            if (tool.ValueKind == JsonValueKind.Object
                && tool.TryGetProperty("name"u8, out var name) && name.ValueKind == JsonValueKind.String
                && tool.TryGetProperty("inputSchema"u8, out var schema))
            {
                Learn(name.GetString()!, schema);
            }
        }
    }

    /// <summary>Adds the headers that a call must repeat.</summary>
    public void AddTo(HttpRequestHeaders headers, Envelope call)
    {
        if (!call.Name.IsString || !call.Arguments.IsObject || !_tools.TryGetValue(call.Name.GetString(), out var parameters))
        {
            return;
        }

        foreach (var parameter in parameters)
        {
            var reader = new Utf8JsonReader(call.Arguments.Raw.Span, new JsonReaderOptions { MaxDepth = BridgeMessages.MaxDepth });
            if (ParameterHeaders.Find(ref reader, call.Arguments.Raw.Span, parameter.Path.AsSpan()) && Text(ref reader) is { } text)
            {
                headers.TryAddWithoutValidation(parameter.HeaderName, HeaderText.Encode(text));
            }
        }
    }

    private void Learn(string name, JsonElement schema)
    {
        var errors = new ConfigErrors();
        var parameters = McpHeaderFinder.Find(schema, name, errors);
        // A client over HTTP would drop a tool with a wrong annotation; over stdio the tool stays, without headers.
        if (parameters.IsEmpty || errors.Count > 0)
        {
            _tools.TryRemove(name, out _);
        }
        else if (_tools.Count < MaxTools || _tools.ContainsKey(name))
        {
            _tools[name] = parameters;
        }
    }

    private static string? Text(ref Utf8JsonReader value) => value.TokenType switch
    {
        JsonTokenType.String => value.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        // 42.0 and 4.2e1 are integers too; in a header they are written as such.
        JsonTokenType.Number when value.TryGetDecimal(out var number) && number == decimal.Truncate(number) =>
            decimal.Truncate(number).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
