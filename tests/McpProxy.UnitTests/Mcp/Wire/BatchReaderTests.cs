using System.Text;
using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Testing.Mcp;

namespace McpProxy.UnitTests.Mcp.Wire;

public sealed class BatchReaderTests
{
    private const string Seed = """[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"5"}} , 7,{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"echo","arguments":{"a":[[{}]]}}}]""";

    [Theory]
    [InlineData("[]", true)]
    [InlineData(" \t\r\n[", true)]
    [InlineData("{}", false)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("x[", false)]
    public void IsBatch_FirstByteDecides(string body, bool expected) => Assert.Equal(expected, BatchReader.IsBatch(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Read_Seed_FindsEveryMessage()
    {
        Assert.Null(BatchReader.Read(Encoding.UTF8.GetBytes(Seed), 16, 10, out var entries));

        Assert.Equal([McpMethod.Ping, McpMethod.Cancelled, McpMethod.Other, McpMethod.ToolsCall], entries.Select(e => e.Envelope.Method));
        Assert.Equal([true, true, false, true], entries.Select(e => e.Fault is null));
    }

    [Fact]
    public void Read_MessageTooDeep_RefusesAsASingleOneIs()
    {
        Assert.Null(BatchReader.Read("""[{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":{}}}]"""u8.ToArray(), 3, 10, out _));
        Assert.Equal(-32700, BatchReader.Read("""[{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":{"b":{}}}}]"""u8.ToArray(), 3, 10, out _)?.Code);
    }

    [Fact]
    public void Read_MutatedBodies_NeverThrowsAndCountsAsADocumentDoes()
    {
        var random = new Random(20250326);
        for (var i = 0; i < 20_000; i++)
        {
            var body = Mutation.Of(Encoding.UTF8.GetBytes(Seed), random);
            var fault = BatchReader.IsBatch(body) ? BatchReader.Read(body, 16, 100, out var entries) : BatchReader.Read("[]"u8.ToArray(), 16, 100, out entries);
            if (fault is null)
            {
                using var document = JsonDocument.Parse(Encoding.UTF8.GetString(body)); // Bytes that are not UTF-8 refuse their message alone.
                Assert.Equal(document.RootElement.GetArrayLength(), entries.Count);
            }
        }
    }
}
