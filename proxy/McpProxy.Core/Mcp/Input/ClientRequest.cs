namespace McpProxy.Mcp.Input;

/// <summary>A request of ours that a client has not answered yet. Dispose it when nobody waits for the answer any more.</summary>
internal sealed class ClientRequest(ClientRequests owner, string id) : IDisposable
{
    private readonly TaskCompletionSource<ClientAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The id as it stands in the message, with its quotes.</summary>
    public string Id { get; } = id;

    public Task<ClientAnswer> Answer => _answer.Task;

    public void Complete(ClientAnswer answer) => _answer.TrySetResult(answer);

    public void Dispose() => owner.Remove(this);
}
