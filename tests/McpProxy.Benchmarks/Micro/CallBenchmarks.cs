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
    private bool _suspend;
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

    /// <summary>The upstream answers at once: the work alone.</summary>
    [Benchmark]
    public Task<bool> AnsweredAtOnce() => CallAsync(suspend: false);

    /// <summary>The upstream answers later: with what it takes to wait, and a switch of threads.</summary>
    [Benchmark]
    public Task<bool> AnsweredLater() => CallAsync(suspend: true);

    private async Task<bool> CallAsync(bool suspend)
    {
        _suspend = suspend;
        var call = new ToolCall { Snapshot = _snapshot, Tool = _snapshot.Catalog.All.Tools[0], Arguments = SomeCall.Arguments, Caller = _caller };
        using var outcome = await _invoker.InvokeAsync(call, CancellationToken.None);
        return outcome.IsError ? throw new InvalidOperationException("The call must succeed.") : true;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (_suspend)
        {
            await Task.Yield();
        }

        context.Response.Headers.ContentType = "application/json";
        context.Response.Headers.Date = "Sat, 01 Aug 2026 12:00:00 GMT";
        context.Response.ContentLength = SomeCall.Answer.Length;
        await context.Response.Body.WriteAsync(SomeCall.Answer);
    }
}
