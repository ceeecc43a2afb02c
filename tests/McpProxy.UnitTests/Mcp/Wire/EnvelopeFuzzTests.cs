using System.Text;
using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Testing.Mcp;

namespace McpProxy.UnitTests.Mcp.Wire;

/// <summary>Whatever bytes come, reading them ends in an envelope whose parts are true slices of them, or in a fault. MCPPROXY_FUZZ_ROUNDS runs it longer.</summary>
public sealed class EnvelopeFuzzTests
{
    private static readonly string[] Seeds =
    [
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"a":[1,2,{"b":"\u00e9\n"}]},"_meta":{"progressToken":"t","io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"x":1}}}}""",
        """{"jsonrpc":"2.0","id":"a\u0041","method":"tools/list","params":{"cursor":"MTphYmM"}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"5","reason":"x"}}""",
        """{"jsonrpc":"2.0","id":7,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true}}}""",
        """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""",
    ];

    [Fact]
    public void Read_MutatedBodies_NeverThrowsAndNeverLies()
    {
        var random = new Random(20260728);
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("MCPPROXY_FUZZ_ROUNDS"), out var more) ? more : 60_000;
        for (var i = 0; i < rounds; i++)
        {
            var body = Mutation.Of(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            var fault = EnvelopeReader.Read(body, 16, out var envelope);
            if (fault is null)
            {
                AssertTrue(body, envelope);
            }
            else
            {
                Assert.True(fault.Code is -32700 or -32600, Encoding.UTF8.GetString(body));
            }

            AssertIsId(envelope.Id);
        }
    }

    /// <summary>What the one pass found is what a document model of the same bytes holds.</summary>
    private static void AssertTrue(byte[] body, Envelope envelope)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        Assert.Equal(root.TryGetProperty("method", out var method), !envelope.MethodText.IsMissing);
        if (!envelope.MethodText.IsMissing)
        {
            Assert.Equal(method.GetString(), envelope.MethodText.GetString());
        }

        if (envelope.Name.IsString)
        {
            Assert.Equal(root.GetProperty("params").GetProperty("name").GetString(), envelope.Name.GetString());
        }

        if (!envelope.Arguments.IsMissing)
        {
            Assert.Equal(root.GetProperty("params").GetProperty("arguments").GetRawText(), Encoding.UTF8.GetString(envelope.Arguments.Raw.Span));
        }
    }

    private static void AssertIsId(ReadOnlyMemory<byte> id)
    {
        if (id.Length > 0)
        {
            using var document = JsonDocument.Parse(id);
            Assert.True(document.RootElement.ValueKind is JsonValueKind.String || document.RootElement.TryGetInt64(out _));
        }
    }
}
