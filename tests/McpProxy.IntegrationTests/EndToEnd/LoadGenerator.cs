namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>Keeps both doors busy until it is stopped, and keeps every answer that is not what was sent.</summary>
internal sealed class LoadGenerator(Doors doors)
{
    private const int WorkersPerDoor = 8;

    private readonly List<string> _failures = [];
    private Task _workers = Task.CompletedTask;
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private long _http;
    private long _mcp;

    public (long Http, long Mcp) Answered => (Interlocked.Read(ref _http), Interlocked.Read(ref _mcp));

    public void Start(CancellationToken cancellationToken) => _workers = Task.WhenAll(
        Enumerable.Range(0, WorkersPerDoor).SelectMany(worker => new[]
        {
            WorkAsync(number => HttpAsync($"http-{worker}-{number}", cancellationToken)),
            WorkAsync(number => McpAsync($"mcp-{worker}-{number}", cancellationToken)),
        }));

    /// <summary>Waits until each door has answered so many more requests.</summary>
    public async Task AnswerAsync(int more, CancellationToken cancellationToken)
    {
        var (http, mcp) = Answered;
        while (true)
        {
            var progress = Volatile.Read(ref _progress).Task;
            if (Answered.Http >= http + more && Answered.Mcp >= mcp + more)
            {
                return;
            }

            await progress.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Lets the requests under way end, and returns what went wrong.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        _stopping = true;
        await _workers;
        return _failures;
    }

    private async Task WorkAsync(Func<int, Task> requestAsync)
    {
        await Task.Yield();
        for (var number = 0; !_stopping; number++)
        {
            try
            {
                await requestAsync(number);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvalidOperationException)
            {
                Fail(e.ToString());
            }

            Interlocked.Exchange(ref _progress, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    private async Task HttpAsync(string message, CancellationToken cancellationToken)
    {
        var echo = await doors.GetAsync($"echo/http?message={message}", cancellationToken);
        Expect(message, echo.Query("message"));
        Interlocked.Increment(ref _http);
    }

    private async Task McpAsync(string message, CancellationToken cancellationToken)
    {
        var result = await doors.CallAsync("echo", new() { ["message"] = message }, cancellationToken);
        Expect(message, result["structuredContent"]?.Query("message") ?? result.ToJsonString());
        Interlocked.Increment(ref _mcp);
    }

    private void Expect(string sent, string? received)
    {
        if (sent != received)
        {
            Fail($"sent {sent}, received {received}");
        }
    }

    private void Fail(string what)
    {
        lock (_failures)
        {
            _failures.Add(what);
        }
    }
}
