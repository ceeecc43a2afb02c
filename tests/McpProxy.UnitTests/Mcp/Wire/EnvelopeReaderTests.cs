using System.Text;
using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Wire;

public sealed class EnvelopeReaderTests
{
    [Fact]
    public void Read_ToolsCall_FindsEverything()
    {
        var envelope = Read("""
            {"params":{"_meta":{"tracestate":"a=b","traceparent":"00-1-2-01","progressToken":"p","io.modelcontextprotocol/clientCapabilities":{"x":{}},
            "io.modelcontextprotocol/protocolVersion":"2026-07-28","other":[{}]},"arguments":{"name":"inner","_meta":{"progressToken":1}},"name":"echo","more":null},
            "method":"tools/call","id":"i","jsonrpc":"2.0","extra":{"id":7}}
            """);

        Assert.Equal(EnvelopeKind.Request, envelope.Kind);
        Assert.Equal(McpMethod.ToolsCall, envelope.Method);
        Assert.Equal("\"i\"", Text(envelope.Id));
        Assert.Equal("echo", envelope.Name.GetString());
        Assert.Equal("""{"name":"inner","_meta":{"progressToken":1}}""", Text(envelope.Arguments.Raw));
        Assert.Equal("\"p\"", Text(envelope.ProgressToken.Raw));
        Assert.True(envelope.WantsProgress);
        Assert.True(envelope.ClientCapabilities.IsObject);
        Assert.Equal("2026-07-28", envelope.MetaVersion.GetString());
        Assert.Equal("00-1-2-01", envelope.TraceParent.GetString());
        Assert.Equal("a=b", envelope.TraceState.GetString());
        Assert.StartsWith("{\"_meta\"", Text(envelope.Params.Raw), StringComparison.Ordinal);
        Assert.EndsWith("\"more\":null}", Text(envelope.Params.Raw), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EscapedNamesAndMethod_AreUndone()
    {
        var envelope = Read("""{"jsonrpc":"2.0","id":1,"\u006dethod":"tools\/call","params":{"n\u0061me":"e\u0063ho"}}""");

        Assert.Equal(McpMethod.ToolsCall, envelope.Method);
        Assert.Equal("echo", envelope.Name.GetString());
        Assert.True(envelope.Name.TextEquals("echo"));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}""", nameof(EnvelopeKind.Notification))]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"no/such"}""", nameof(EnvelopeKind.Request))]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":null}""", nameof(EnvelopeKind.Request))]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""", nameof(EnvelopeKind.Response))]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}}""", nameof(EnvelopeKind.Response))]
    public void Read_Message_KnowsItsKind(string body, string kind) => Assert.Equal(kind, Read(body).Kind.ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("9223372036854775807")]
    [InlineData("\"\"")]
    [InlineData("\"a\\u0000\\\"b\"")]
    public void Read_ValidId_IsKeptAsItWasSent(string id) =>
        Assert.Equal(id, Text(Read($$"""{"jsonrpc":"2.0","id":{{id}},"method":"ping"}""").Id));

    [Theory]
    [InlineData("null")]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("9223372036854775808")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Read_InvalidId_IsRefusedWithoutId(string id)
    {
        var fault = EnvelopeReader.Read(Bytes($$"""{"jsonrpc":"2.0","id":{{id}},"method":"ping"}"""), 64, out var envelope);

        Assert.Equal(-32600, fault!.Code);
        Assert.False(envelope.HasId);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}""", "id")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/call"}""", "method")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a"},"params":{"name":"b"}}""", "params")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}""", "name")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","n\u0061me":"b"}}""", "name")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{},"arguments":{}}}""", "arguments")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{},"_meta":{}}}""", "_meta")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"progressToken":1,"progressToken":2}}}""", "progressToken")]
    public void Read_MemberTwice_IsRefused(string body, string member)
    {
        var fault = EnvelopeReader.Read(Bytes(body), 64, out _);

        Assert.Equal($"Invalid request: \"{member}\" occurs twice.", fault!.Message);
    }

    [Theory]
    [InlineData("""{"id":1,"method":"ping"}""", "\"jsonrpc\" must be \"2.0\".")]
    [InlineData("""{"jsonrpc":"2","id":1,"method":"ping"}""", "\"jsonrpc\" must be \"2.0\".")]
    [InlineData("""{"jsonrpc":2.0,"id":1,"method":"ping"}""", "\"jsonrpc\" must be \"2.0\".")]
    [InlineData("""{"jsonrpc":{"a":1},"id":1,"method":"ping"}""", "\"jsonrpc\" must be \"2.0\".")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", "\"method\" is missing.")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""", "\"method\" must be a string.")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":["ping"]}""", "\"method\" must be a string.")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":[1,{"a":2}]}""", "\"params\" must be an object.")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}""", "\"params\" must be an object.")]
    public void Read_InvalidRequest_SaysWhyAndKeepsId(string body, string why)
    {
        var fault = EnvelopeReader.Read(Bytes(body), 64, out var envelope);

        Assert.Equal((-32600, 400, "Invalid request: " + why), (fault!.Code, fault.Status, fault.Message));
        Assert.Equal("1", Text(envelope.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping" """)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"} {}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping",}""")]
    [InlineData("""{'jsonrpc':'2.0'}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,/* */"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\ud800"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"\udc00x","method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"p","\ud800":1}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"\ud800":{}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"sampling":{"\ud800":{}}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/clientCapabilities":{"\udfff":{}}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"inputResponses":{"\ud800":{}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"inputResponses":{"a":{"content":[{"b":"x\ud800"}]}}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"resourceSubscriptions":["\ud800"]}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"action":"\ud800"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"\ud800"}}""")]
    public void Read_NotJson_IsParseErrorWithoutId(string body)
    {
        var fault = EnvelopeReader.Read(Bytes(body), 64, out var envelope);

        Assert.Equal((-32700, 400), (fault!.Code, fault.Status));
        Assert.False(envelope.HasId);
    }

    [Fact]
    public void Read_NotUtf8_IsParseError()
    {
        var body = Bytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{"a":"x"}}}""");
        body[^5] = 0xff;

        Assert.Equal("Parse error: the body is not UTF-8.", EnvelopeReader.Read(body, 64, out _)!.Message);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public void Read_DeepArguments_AreRefusedBeyondTheLimit(int depth, bool accepted)
    {
        // The message and its params are two levels more, the innermost value one.
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{"a":{{new string('[', depth)}}{{new string(']', depth)}} } } }""";

        Assert.Equal(accepted, EnvelopeReader.Read(Bytes(body), 64, out _) is null);
    }

    [Fact]
    public void Read_DeepBeyondAnyStack_IsParseError() =>
        Assert.Equal(-32700, EnvelopeReader.Read(Bytes("{\"a\":" + new string('[', 1_000_000)), 64, out _)!.Code);

    private static Envelope Read(string body)
    {
        Assert.Null(EnvelopeReader.Read(Bytes(body), 64, out var envelope));
        return envelope;
    }

    private static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
