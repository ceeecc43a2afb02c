using BenchmarkDotNet.Attributes;
using McpProxy.Configuration;
using McpProxy.Dispatch;

namespace McpProxy.Benchmarks.Micro;

/// <summary>A whole call down the corridor but for YARP and the network: the route's endpoint answers from memory.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private readonly DefaultHttpContext _caller = new();
    private ConfigSnapshot _snapshot = ConfigSnapshot.None;
    private IToolInvoker _invoker = null!; // set up before every run

    [GlobalSetup]
    public void SetUp()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMcpProxy(builder.Configuration);
        var services = builder.Build().Services;
        _invoker = services.GetRequiredService<IToolInvoker>();
        _snapshot = SomeCall.Snapshot();
        _snapshot.Catalog.All.Tools[0].Endpoint = new Endpoint(AnswerAsync, EndpointMetadataCollection.Empty, "profiles");
        _caller.RequestServices = services;
        _caller.TraceIdentifier = "0HN000000000:00000001";
        _caller.Request.Headers.Host = "localhost:8000";
    }

    [Benchmark]
    public async Task<bool> Call()
    {
        var call = new ToolCall { Snapshot = _snapshot, Tool = _snapshot.Catalog.All.Tools[0], Arguments = SomeCall.Arguments, Caller = _caller };
        using var outcome = await _invoker.InvokeAsync(call, CancellationToken.None);
        return outcome.IsError ? throw new InvalidOperationException("The call must succeed.") : true;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await Task.Yield(); // as an upstream's answer does: every step above is suspended
        context.Response.Headers.ContentType = "application/json";
        context.Response.Headers.Date = "Sat, 01 Aug 2026 12:00:00 GMT";
        context.Response.ContentLength = SomeCall.Answer.Length;
        await context.Response.Body.WriteAsync(SomeCall.Answer);
    }
}
