using BenchmarkDotNet.Attributes;
using McpProxy.Mcp.Wire;

namespace McpProxy.Benchmarks.Micro;

/// <summary>The one pass over the body of a POST.</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    [Benchmark]
    public bool Read() =>
        EnvelopeReader.Read(SomeCall.Message, 64, out var envelope) is null && envelope.Method == McpMethod.ToolsCall ? true : throw new InvalidOperationException("The message must be readable.");
}
