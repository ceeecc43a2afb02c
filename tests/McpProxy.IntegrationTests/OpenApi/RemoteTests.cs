using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Documents at URLs: fetched when configured, within bounds, with a copy for bad days.</summary>
public sealed class RemoteTests
{
    private const string Document = """{ "openapi": "3.0.0", "servers": [ { "url": "v7" } ], "paths": { "/a": { "get": { "operationId": "a", "parameters": [ { "$ref": "other.json#/x" } ] } }, "/b": { "get": { "operationId": "b" } } } }""";

    /// <summary>How long the proxy waits for changes that belong together.</summary>
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the proxy waits for a document where it has a copy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Document_AtAUrl_IsImportedWithoutWhatItRefersTo()
    {
        await using var server = await DocumentServer.StartAsync(Document);
        await using var host = await ApiHost.StartWithAsync(Configuration(server, ""), []);

        Assert.Equal(["b"], host.Tools);
        Assert.Equal("GET /v7/b", (await host.CallAsync("b")).Line);
        Assert.Equal(1, server.Requests);
        Assert.Equal("It refers to other.json, outside of its document.", Assert.Single(host.Reports[0].Skipped).Note);
    }

    [Fact]
    public async Task Document_ThatIsGone_IsReplacedByItsLastGoodCopy()
    {
        var cache = Directory.CreateTempSubdirectory("mcpproxy-copies-").FullName;
        await using var server = await DocumentServer.StartAsync(Document);
        await using (await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []))
        {
            server.Status = 503;
        }

        await using var host = await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []);

        Assert.Equal(["b"], host.Tools);
        Assert.Contains("The server answered 503. The last good copy is used.", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task Document_Refreshed_IsAskedForInTime()
    {
        var time = new TestTimeProvider();
        await using var server = await DocumentServer.StartAsync(Api("a"));
        server.ETag = "\"1\"";
        await using var host = await StartAsync(server, time);

        await PassAsync(host, time, TimeSpan.FromMinutes(10));
        Assert.Equal((2, 1), (server.Requests, server.Unchanged));
        Assert.Equal(["a"], host.Tools);
        Assert.Equal("GET /a", (await host.CallAsync("a")).Line);

        (server.Document, server.ETag) = (Api("b"), "\"2\"");
        await PassAsync(host, time, TimeSpan.FromMinutes(10));
        Assert.Equal((3, 1), (server.Requests, server.Unchanged));
        Assert.Equal(["b"], host.Tools);
        Assert.Equal("GET /b", (await host.CallAsync("b")).Line);
    }

    [Fact]
    public async Task Document_ThatFailsToRefresh_StaysAndIsAskedForAfterAMinute()
    {
        var time = new TestTimeProvider();
        var log = new RecordingLogger();
        await using var server = await DocumentServer.StartAsync(Api("a"));
        server.ETag = "\"1\"";
        await using var host = await StartAsync(server, time, log);

        (server.Document, server.Status) = ("gone", 503);
        await PassAsync(host, time, TimeSpan.FromMinutes(10));
        await PassAsync(host, time, TimeSpan.FromMinutes(1));
        Assert.Equal(3, server.Requests);
        Assert.Equal(["a"], host.Tools);
        Assert.EndsWith("/api.json: The server answered 503. The last good copy is used.", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);
        Assert.Single(log.Entries, l => l.Contains("last good copy", StringComparison.Ordinal));

        (server.Document, server.Status) = (Api("a"), 200);
        await PassAsync(host, time, TimeSpan.FromMinutes(1));
        Assert.Equal((4, 1), (server.Requests, server.Unchanged));
        Assert.Equal(["a"], host.Tools);
        Assert.Empty(host.Reports[0].Warnings);

        // All is well again: no sooner than it should be.
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(4, server.Requests);
        await PassAsync(host, time, TimeSpan.FromMinutes(1));
        Assert.Equal((5, 2), (server.Requests, server.Unchanged));
    }

    [Fact]
    public async Task Document_ThatComesSlowly_IsNotWaitedForWhereThereIsACopy()
    {
        var time = new TestTimeProvider();
        await using var server = await DocumentServer.StartAsync(Api("a"));
        await using var host = await StartAsync(server, time);

        (server.Document, server.Gate) = (Api("b"), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var refreshed = PassAsync(host, time, TimeSpan.FromMinutes(10));
        await time.WhenDueAsync(Patience).Soon();
        time.Advance(Patience);
        await refreshed;
        Assert.Equal(["a"], host.Tools);
        Assert.Empty(host.Reports[0].Warnings);

        // What comes later is there when it is looked for again.
        server.Gate.SetResult();
        await PassAsync(host, time, TimeSpan.FromSeconds(10));
        Assert.Equal(["b"], host.Tools);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Start_ServerIsSlow_BeginsWithTheCopyOfTheLastProcess()
    {
        var cache = Directory.CreateTempSubdirectory("mcpproxy-copies-").FullName;
        var time = new TestTimeProvider();
        await using var server = await DocumentServer.StartAsync(Api("a"));
        await (await StartAsync(server, time, cache: cache)).DisposeAsync();

        server.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var starting = Task.Run(() => StartAsync(server, time, cache: cache));
        await time.WhenDueAsync(Patience).Soon();
        time.Advance(Patience);
        await using var host = await starting.Soon();

        Assert.Equal(["a"], host.Tools);
        server.Gate.SetResult();
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task Document_ThatHasLostAllPaths_DoesNotPushOutItsLastGoodCopy()
    {
        var time = new TestTimeProvider();
        await using var server = await DocumentServer.StartAsync(Api("a"));
        await using var host = await StartAsync(server, time);

        server.Document = """{ "openapi": "3.0.0", "paths": {} }""";
        await PassAsync(host, time, TimeSpan.FromMinutes(10));

        Assert.Equal(["a"], host.Tools);
        Assert.EndsWith("It has no paths any more. The last good copy is used.", Assert.Single(host.Reports[0].Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_ThatIsAnotherEachTime_LeavesOneCompiledCopy()
    {
        var cache = Directory.CreateTempSubdirectory("mcpproxy-copies-").FullName;
        var time = new TestTimeProvider();
        await using var server = await DocumentServer.StartAsync(Api("a"));
        await using (var host = await StartAsync(server, time, cache: cache))
        {
            foreach (var id in new[] { "b", "c", "d" })
            {
                server.Document = Api(id);
                await PassAsync(host, time, TimeSpan.FromMinutes(10));
                Assert.Equal([id], host.Tools);
            }
        }

        Assert.Single(Directory.EnumerateFiles(cache, "*.compiled.*"));
        Directory.Delete(cache, recursive: true);
    }

    [Theory]
    [InlineData("{ \"get\": {} }")]
    [InlineData("{ \"get\": 1 }")]
    public async Task Document_OfTooManyOperations_IsRefused(string item)
    {
        var paths = string.Join(',', Enumerable.Range(0, 20_001).Select(i => $"\"/{i}\": {item}"));
        await using var server = await DocumentServer.StartAsync($$"""{ "openapi": "3.0.0", "paths": { {{paths}} } }""");

        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync(Configuration(server, ""), []));

        Assert.EndsWith("It has more than 20000 operations.", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>The service is being mended.</html>")]
    [InlineData("""{ "message": "Not now." }""")]
    [InlineData("""{ "openapi": "9.0.0" }""")]
    [InlineData("{")]
    public async Task Document_ThatIsNoneAnyMore_DoesNotPushOutItsLastGoodCopy(string answer)
    {
        var cache = Directory.CreateTempSubdirectory("mcpproxy-copies-").FullName;
        await using var server = await DocumentServer.StartAsync(Document);
        await using (await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []))
        {
            server.Document = answer;
        }

        await using (var second = await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []))
        {
            Assert.Equal(["b"], second.Tools);
            Assert.EndsWith("The last good copy is used.", Assert.Single(second.Reports[0].Warnings), StringComparison.Ordinal);
        }

        server.Status = 503;
        await using var third = await ApiHost.StartWithAsync(Configuration(server, $", \"Cache\": \"{cache}\""), []);
        Assert.Equal(["b"], third.Tools);
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public async Task Document_LargerThanAllowed_IsRefused()
    {
        await using var server = await DocumentServer.StartAsync(Document + new string(' ', 32 * 1024 * 1024));

        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync(Configuration(server, ""), []));

        Assert.Contains("It is larger than 32 MiB.", Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "The server answered 302.")]
    [InlineData(404, "The server answered 404.")]
    public async Task Document_ThatCannotBeHad_IsAMistake(int status, string reason)
    {
        await using var server = await DocumentServer.StartAsync(Document);
        server.Status = status;

        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync(Configuration(server, ""), []));

        Assert.Contains(reason, Assert.Single(refused.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("http://api.example.com/api.json")]
    [InlineData("ftp://api.example.com/api.json")]
    [InlineData("https://user:secret@api.example.com/api.json")]
    public async Task Url_ThatIsNotSafe_IsRefusedUnasked(string url)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{url}}" } } } }""", []));

        Assert.Equal("MCP016", Assert.Single(refused.Errors).Code);
    }

    [Fact]
    public async Task Server_ThatADocumentOfTheNetworkChooses_IsNotFollowed()
    {
        await using var server = await DocumentServer.StartAsync("""{ "openapi": "3.0.0", "servers": [ { "url": "https://inside.example.com" } ], "paths": { "/b": { "get": { "operationId": "b" } } } }""");
        await using var host = await ApiHost.StartWithAsync($$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{server.Url}}" } } } }""", []);

        Assert.Empty(host.Tools);
        Assert.Contains("may not choose the server", Assert.Single(host.Reports[0].Skipped).Note, StringComparison.Ordinal);
    }

    private static string Configuration(DocumentServer server, string more) => $$"""{ "Mcp": { "OpenApi": { "api": { "Document": "{{server.Url}}", "Cluster": "upstream" {{more}} } } } }""";

    private static string Api(string id) => $$"""{ "openapi": "3.0.0", "paths": { "/{{id}}": { "get": { "operationId": "{{id}}" } } } }""";

    private static Task<ApiHost> StartAsync(DocumentServer server, TimeProvider time, RecordingLogger? log = null, string? cache = null) => ApiHost.StartWithAsync(Configuration(server, $", \"Refresh\": \"00:10:00\"{(cache is null ? "" : $", \"Cache\": \"{cache}\"")}"), [], builder =>
    {
        builder.Services.AddSingleton(time);
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }
    });

    /// <summary>Lets time pass until a refresh is due, and waits until it is done.</summary>
    private static async Task PassAsync(ApiHost host, TestTimeProvider time, TimeSpan span)
    {
        var reloader = host.Services.GetRequiredService<ConfigReloader>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Done(ConfigStatus status) => done.TrySetResult();
        reloader.StatusChanged += Done;
        // The timer of the refresh fires, and then one waits for further changes to come along.
        time.Advance(span);
        await time.WhenDueAsync(QuietPeriod).Soon();
        time.Advance(QuietPeriod);
        await done.Task.Soon();
        reloader.StatusChanged -= Done;
    }
}
