using McpProxy.Dispatch;

namespace McpProxy.Host.Cli;

/// <summary>Prints the progress of a call, one line a report.</summary>
internal sealed class ConsoleProgress(TextWriter output) : ICallProgress
{
    public async ValueTask ReportAsync(double progress, double? total, string? message, CancellationToken cancellationToken)
    {
        var share = total is { } all ? $"{progress:0.##}/{all:0.##}" : $"{progress:0.##}";
        await output.WriteLineAsync($"… {share}{(message is null ? "" : $" {message}")}");
    }
}
