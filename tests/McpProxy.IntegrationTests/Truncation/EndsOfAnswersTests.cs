using System.Collections.Concurrent;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Whoever ends an answer that is shortened, and when: nobody waits for ever, and connections are used again where that is cheap.</summary>
public sealed class EndsOfAnswersTests
{
    private static readonly string Commas = string.Concat(Enumerable.Repeat(",1", 10_000));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Caller_ThatLeavesWhileTheRestIsCounted_EndsTheUpstreamsAnswer()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartAsync(context => SendForEverAsync(context, left));
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2 }""");
        using (var response = await proxy.Http.GetAsync(new Uri("/list", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancel);
            await body.ReadExactlyAsync(new byte[10], Cancel);
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public async Task Caller_ThatCancelsItsToolCall_EndsTheUpstreamsAnswer()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartAsync(context =>
        {
            begun.TrySetResult();
            return SendForEverAsync(context, left);
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2 }""");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = proxy.SendCallAsync("list", "{}", cancellationToken: caller.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public async Task Upstream_ThatStalls_EndsWithTheActivityTimeout()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.RequestAborted.Register(left.SetResult);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"a\":[1,2,3");
            await left.Task;
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2 }""", activityTimeout: "00:00:00.300");

        await Assert.ThrowsAsync<HttpRequestException>(() => proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
        Assert.True((await proxy.CallAsync("list")).GetProperty("isError").GetBoolean());
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Theory]
    [InlineData("""{ "MaxItems": 2 }""")]
    [InlineData("""{ "MaxItems": 2, "Malformed": "KeepValid" }""")]
    public async Task Upstream_ThatBreaksOff_IsNoWholeAnswer(string limits)
    {
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"a\":[1,2,3");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var proxy = await StartAsync(upstream, limits);

        // A connection that broke says nothing of the JSON: no marker may make a whole answer of it.
        await Assert.ThrowsAsync<HttpRequestException>(() => proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel));
        Assert.True((await proxy.CallAsync("list")).GetProperty("isError").GetBoolean());
    }

    /// <summary>With <c>"Count": false</c> the HTTP client drains a rest that has come or is short, and closes otherwise.</summary>
    [Fact]
    public async Task Count_Off_ShortRest_KeepsTheConnection()
    {
        var connections = new ConcurrentQueue<string>();
        await using var upstream = await JsonUpstream.StartAsync(async context =>
        {
            connections.Enqueue(context.Connection.Id);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("[1" + string.Concat(Enumerable.Repeat(Commas, 10)) + "]");
        });
        await using var proxy = await StartAsync(upstream, """{ "MaxItems": 2, "Count": false }""");

        do
        {
            // The rest may still be on its way when an answer has ended: then the next request opens a connection, and the one after it finds the first.
            Assert.InRange(connections.Count, 0, 50);
            Assert.StartsWith("{\"items\":[1,1]", await proxy.Http.GetStringAsync(new Uri("/list", UriKind.Relative), Cancel), StringComparison.Ordinal);
        }
        while (connections.Distinct().Count() == connections.Count);
    }

    private static async Task SendForEverAsync(HttpContext context, TaskCompletionSource left)
    {
        context.Response.ContentType = "application/json";
        context.RequestAborted.Register(left.SetResult);
        await context.Response.WriteAsync("{\"list\":[1");
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(Commas);
        }
    }

    private static Task<ProxyHost> StartAsync(JsonUpstream upstream, string limits, string activityTimeout = "00:01:40") => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" }, "Transforms": [ { "Truncate": "some" } ] } },
            "Clusters": { "up": { "HttpRequest": { "ActivityTimeout": "{{activityTimeout}}" }, "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list" } } },
          "McpProxy": { "Truncate": { "some": {{limits}} } }
        }
        """);
}
