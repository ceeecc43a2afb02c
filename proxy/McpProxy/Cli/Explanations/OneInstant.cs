namespace McpProxy.Host.Cli.Explanations;

/// <summary>A clock on which an explanation takes no time: what is counted from now is the same wherever it is shown. Timers run as ever.</summary>
internal sealed class OneInstant : TimeProvider
{
    private readonly DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;
}
