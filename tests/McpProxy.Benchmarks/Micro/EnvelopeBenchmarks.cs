using System.Text;
using BenchmarkDotNet.Attributes;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Wire;

namespace McpProxy.Benchmarks.Micro;

/// <summary>What the MCP door does to a call before its tool is looked up: one pass over the body, then headers against body.</summary>
/// <remarks>In process: the project that the tool would generate does not see this repository's package pruning.</remarks>
[InProcess]
[MinColumn]
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private const int MaxDepth = 64;

    private readonly byte[] _small = Call("""{"profileId":"4711000815","region":"eu","maxResults":100}""");
    private readonly byte[] _large = Call($$"""{"rows":[{{string.Join(',', Enumerable.Repeat("""{"campaignId":"c-1","state":"ENABLED","impressions":12345}""", 2_000))}}]}""");
    private readonly HeaderDictionary _headers = new() { ["Mcp-Method"] = "tools/call", ["Mcp-Name"] = "get_profile" };

    [Benchmark(Baseline = true)]
    public object ReadSmallCall()
    {
        EnvelopeReader.Read(_small, MaxDepth, out var envelope);
        return envelope;
    }

    [Benchmark]
    public object? ReadAndCheckSmallCall()
    {
        EnvelopeReader.Read(_small, MaxDepth, out var envelope);
        return ModernGate.Check(_headers, "2026-07-28", envelope, tool: null);
    }

    /// <summary>A body of about 120 kB, most of which is skipped.</summary>
    [Benchmark]
    public object ReadLargeCall()
    {
        EnvelopeReader.Read(_large, MaxDepth, out var envelope);
        return envelope;
    }

    private static byte[] Call(string arguments) => Encoding.UTF8.GetBytes(
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_profile","arguments":""" + arguments
        + ""","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""");
}
