namespace McpProxy.Mcp.Sessions;

/// <summary>One running request of a session, cancelled by <c>notifications/cancelled</c> or by the end of the session.</summary>
internal sealed class SessionCall(McpSession session, string id) : IDisposable
{
    private readonly SessionScope _scope = new(session.Ended);

    public CancellationToken Cancelled => _scope.Ended;

    public string Id { get; } = id;

    public void Cancel() => _scope.End();

    public void Dispose()
    {
        session.Remove(this);
        _scope.Dispose();
    }
}
