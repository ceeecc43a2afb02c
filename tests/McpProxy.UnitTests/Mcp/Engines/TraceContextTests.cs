using System.Diagnostics;
using System.Text;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Mcp.Engines;

public sealed class TraceContextTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Read_MetaOnly_IsTaken()
    {
        var context = TraceContext.Read(Envelope($$"""{"traceparent":"{{Parent}}","tracestate":"a=b"}"""), new DefaultHttpContext());

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", context.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", context.SpanId.ToHexString());
        Assert.Equal("a=b", context.TraceState);
        Assert.Equal(ActivityTraceFlags.Recorded, context.TraceFlags);
        Assert.True(context.IsRemote);
    }

    [Fact]
    public void Read_OverStdio_IsTaken() => Assert.NotEqual(default, TraceContext.Read(Envelope($$"""{"traceparent":"{{Parent}}"}"""), null));

    [Fact]
    public void Read_HeaderToo_LeavesItToTheHeader()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.TraceParent = Parent;

        Assert.Equal(default, TraceContext.Read(Envelope($$"""{"traceparent":"{{Parent}}"}"""), http));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"traceparent":"nonsense"}""")]
    [InlineData("""{"traceparent":7}""")]
    [InlineData("""{"tracestate":"a=b"}""")]
    public void Read_NoneOrNonsense_IsDefault(string meta) => Assert.Equal(default, TraceContext.Read(Envelope(meta), null));

    private static Envelope Envelope(string meta)
    {
        var body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":""" + meta + "}}";
        Assert.Null(EnvelopeReader.Read(Encoding.UTF8.GetBytes(body), 64, out var envelope));
        return envelope;
    }
}
