using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Watching;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.UnitTests.Mcp.Watching;

public sealed class ResourcePollerTests : IDisposable
{
    private const int Plenty = 100;

    private readonly FakeInvoker _invoker = new();
    private readonly ResourcePoller _sut;
    private readonly TaskCompletionSource<ToolOutcome> _slow = new();

    public ResourcePollerTests()
    {
        _sut = new ResourcePoller(_invoker);
        _invoker.On("slow", (_, _) => new(_slow.Task));
    }

    public void Dispose() => _sut.Dispose();

    [Fact]
    public async Task PollAsync_ManyRepeatedPollsAreSlow_FirstPollOfAnotherDoesNotWaitForThem()
    {
        var version = new ResourceVersion("\"1\"", null, null);
        var polls = Enumerable.Range(0, Plenty).Select(_ => PollAsync("slow", version)).ToList();

        await PollAsync("quick", null).Soon();

        Assert.InRange(_invoker.Calls.Count(call => call.Tool.Name == "slow"), 1, Plenty - 1);
        _slow.SetResult(new FakeOutcome(""));
        await Task.WhenAll(polls).Soon();
        Assert.Equal(Plenty, _invoker.Calls.Count(call => call.Tool.Name == "slow"));
    }

    private Task<PollResult> PollAsync(string resource, ResourceVersion? known)
    {
        var config = new McpConfig
        {
            Resources = new Dictionary<string, ResourceConfig> { [resource] = new() { Uri = "test://one", Route = "all", Request = "GET /one" } },
        };
        var (catalog, errors) = SomeTool.Compile(config);
        Assert.Empty(errors);
        var match = catalog.All.Resources.Find("test://one")!;
        return _sut.PollAsync(ConfigSnapshot.None, match, known, TestContext.Current.CancellationToken);
    }
}
