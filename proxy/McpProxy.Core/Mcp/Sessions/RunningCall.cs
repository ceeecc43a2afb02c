namespace McpProxy.Mcp.Sessions;

/// <summary>One running request, cancelled by <c>notifications/cancelled</c> or by the end of its client.</summary>
internal sealed class RunningCall(RunningCalls owner, string id, CancellationToken clientEnded) : IDisposable
{
    private readonly SessionScope _scope = new(clientEnded);

    public CancellationToken Cancelled => _scope.Ended;

    public string Id { get; } = id;

    public void Cancel() => _scope.End();

    public void Dispose()
    {
        owner.Remove(this);
        _scope.Dispose();
    }
}
