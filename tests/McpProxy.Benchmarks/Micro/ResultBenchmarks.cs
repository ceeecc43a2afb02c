using System.Buffers;
using BenchmarkDotNet.Attributes;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;

namespace McpProxy.Benchmarks.Micro;

/// <summary>From an upstream's JSON to the message that answers the call.</summary>
[MemoryDiagnoser]
public class ResultBenchmarks
{
    private static readonly byte[] Id = "1"u8.ToArray();
    private readonly JsonWriterPool _writers = new();
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    [Benchmark]
    public bool Check() => JsonCheck.IsOneValue(SomeCall.Answer);

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        MessageWriter.WriteResult(_output, Id, SomeCall.Outcome, SomeCall.Dialect, _writers);
        return _output.WrittenCount;
    }
}
