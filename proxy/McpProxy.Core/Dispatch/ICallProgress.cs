namespace McpProxy.Dispatch;

/// <summary>Takes the progress of a running call back to its caller.</summary>
internal interface ICallProgress
{
    /// <summary>Reports progress. Values that do not increase are dropped, as MCP requires.</summary>
    ValueTask ReportAsync(double progress, double? total, string? message, CancellationToken cancellationToken);
}
