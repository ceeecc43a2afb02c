using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using McpProxy.Shaping.Continuation;
using McpProxy.State.Artifacts;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Continuation;

/// <summary>An artifact is its caller's alone, for a while, and leaves nothing behind.</summary>
public sealed class ArtifactIsolationTests
{
    private const string Limits = """ "MaxItems": 1, "Continuation": "Artifact" """;

    private static readonly string Authentication = $$"""
        "Authentication": { "Schemes": { "keys": { "Kind": "ApiKey", "Keys": {
          "ada": { "Hash": "{{HashOf(ReaderKey)}}", "Tenant": "acme" },
          "bob": { "Hash": "{{HashOf(GuestKey)}}", "Tenant": "acme" },
          "ada-elsewhere": { "Hash": "{{HashOf("elsewhere-0123456789abcdef")}}", "Tenant": "other" } } } } },
        """;

    private static readonly string Json = ContinuationHost.Workflows(5000);

    [Theory]
    [InlineData(GuestKey)]
    [InlineData("elsewhere-0123456789abcdef")]
    public async Task Artifact_OfAnother_IsNotFound_ThroughAnyDoor(string other)
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits, more: Authentication);
        var own = With("X-API-Key", ReaderKey);
        var address = Address(await host.GetJsonAsync("/lists/all", own));
        var uri = Address((await host.Proxy.CallAsync("list", configure: own)).GetProperty("structuredContent"));

        Assert.Equal("wf-7", (await host.GetJsonAsync($"{address}?pointer=/workflows/7/id", own)).GetString());
        Assert.Equal("\"wf-7\"", (await host.ReadAsync($"{uri}?pointer=/workflows/7/id", own)).GetProperty("text").GetString());
        // The same artifact through the other door.
        Assert.Equal("\"wf-7\"", (await host.ReadAsync($"mcpproxy://artifacts/{address.Split('/')[^1]}?pointer=/workflows/7/id", own)).GetProperty("text").GetString());

        var foreign = With("X-API-Key", other);
        using var overHttp = await host.GetAsync($"{address}?pointer=/workflows/7/id", foreign);
        using var unknown = await host.GetAsync("/artifacts/AAAAAAAAAAAAAAAAAAAAAA?pointer=/workflows/7/id", foreign);
        Assert.Equal(HttpStatusCode.NotFound, overHttp.StatusCode);
        // Nothing tells that it is there.
        Assert.Equal(await BodyAsync(unknown), await BodyAsync(overHttp));
        Assert.Equal(-32002, (await host.ReadAsync($"{uri}?pointer=/workflows/7/id", foreign)).GetProperty("error").GetProperty("code").GetInt32());
        var byTool = await host.Proxy.CallAsync("read_artifact", JsonSerializer.Serialize(new { id = uri }), foreign);
        Assert.Equal("artifact_not_found", byTool.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());

        using var nobody = await host.GetAsync(address);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task Artifact_AfterItsTime_IsGone()
    {
        var time = new TestTimeProvider();
        await using var host = await ContinuationHost.StartAsync(Json, Limits, artifacts: """, "TimeToLive": "00:10:00" """, configure: b => b.Services.AddSingleton<TimeProvider>(time));
        var address = Address(await host.GetJsonAsync("/lists/all"));

        time.Advance(TimeSpan.FromSeconds(599));
        using (var before = await host.GetAsync(address))
        {
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        }

        time.Advance(TimeSpan.FromSeconds(6));
        using var after = await host.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Equal(0, host.Files()); // swept
    }

    [Fact]
    public async Task Start_FolderOfADeadProcess_IsRemoved()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var dead = Directory.CreateDirectory(Path.Combine(folder, new string('0', 32)));
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "a.artifact"), "left over", TestContext.Current.CancellationToken);

        await using (var host = await ContinuationHost.StartAsync(Json, Limits, artifacts: $$""", "Directory": "{{folder}}" """))
        {
            Assert.False(Directory.Exists(dead.FullName));
            await host.GetJsonAsync("/lists/all");
            Assert.Single(Directory.GetFiles(folder, "*.artifact", SearchOption.AllDirectories));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task UpstreamThatBreaksOff_LeavesNothing()
    {
        await using var host = await ContinuationHost.StartAsync(Json[..^1000], Limits);
        using var ends = new ArtifactEnds(host.Proxy.Services.GetRequiredService<IMeterFactory>());

        try
        {
            using var response = await host.GetAsync("/lists/all");
        }
        catch (HttpRequestException)
        {
            // It breaks off here as well.
        }

        Assert.True((await host.Proxy.CallAsync("list")).GetProperty("isError").GetBoolean());
        await ends.WaitAsync(2); // An answer breaks off before the last write to its artifact has ended.
        Assert.Equal(0, host.Proxy.Services.GetRequiredService<ArtifactStore>().Count);
    }

    [Fact]
    public async Task Flood_OfSearches_IsRefused_AndOthersReadOn()
    {
        await using var host = await ContinuationHost.StartAsync(Json, Limits, more: Authentication);
        var (ada, bob) = (With("X-API-Key", ReaderKey), With("X-API-Key", GuestKey));
        var address = Address(await host.GetJsonAsync("/lists/all", ada));
        var ofBob = Address(await host.GetJsonAsync("/lists/all", bob));
        var turns = host.Proxy.Services.GetRequiredService<SearchTurns>();
        var held = await turns.EnterAsync(ArtifactOwner.Of(new() { Tenant = "acme", Scheme = "keys", Principal = "ada", IsVerified = true }).Share, TestContext.Current.CancellationToken);

        var reads = Enumerable.Range(0, SearchTurns.MaxPerCaller + 5).Select(_ => host.GetAsync($"{address}?pointer=/workflows/7/id", ada)).ToList();
        for (var refused = 0; refused < 6; refused++)
        {
            var read = await Task.WhenAny(reads);
            reads.Remove(read);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await read).StatusCode);
        }

        using var range = await host.GetAsync($"{address}?range=0-9", ada);
        Assert.Equal(HttpStatusCode.OK, range.StatusCode); // needs no search
        held!.Dispose();
        Assert.Equal("wf-7", (await host.GetJsonAsync($"{ofBob}?pointer=/workflows/7/id", bob)).GetString());
        Assert.All(await Task.WhenAll(reads), r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response) =>
        System.Text.RegularExpressions.Regex.Replace(await response.Content.ReadAsStringAsync(), "\"requestId\":\"[^\"]*\"", "");

    private static string Address(JsonElement answer) => answer.GetProperty("_truncation")[0].GetProperty("resource").GetString()!;
}
