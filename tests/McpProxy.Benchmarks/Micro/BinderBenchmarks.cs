using BenchmarkDotNet.Attributes;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Schema;

namespace McpProxy.Benchmarks.Micro;

/// <summary>From the bytes of the arguments to a request: index, validate, bind.</summary>
[MemoryDiagnoser]
public class BinderBenchmarks
{
    private readonly ToolBinding _tool = SomeCall.Snapshot().Catalog.All.Tools[0];
    private readonly JsonTape _tape = JsonTape.ParseLasting(SomeCall.Arguments, 64);

    [Benchmark]
    public int Index()
    {
        using var tape = JsonTape.Parse(SomeCall.Arguments, 64);
        return tape.NodeCount;
    }

    [Benchmark]
    public bool Validate() => _tool.InputSchema.Validate(_tape, JsonTape.Root, null);

    [Benchmark]
    public string Bind()
    {
        using var request = new BoundRequest();
        return RequestBinder.Bind(_tool.Request, _tape, request) is null ? request.Path : throw new InvalidOperationException("The call must bind.");
    }
}
