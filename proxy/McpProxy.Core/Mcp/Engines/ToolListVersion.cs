namespace McpProxy.Mcp.Engines;

/// <summary>One state of the tool lists. Whoever holds it learns when there is a newer one, however many changes later.</summary>
internal sealed class ToolListVersion
{
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the tool lists changed.</summary>
    public Task Replaced => _replaced.Task;

    public void Replace() => _replaced.TrySetResult();
}
