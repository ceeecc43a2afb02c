namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>How long a test may take; far more than it needs on a slow machine.</summary>
internal static class TimeLimit
{
    public const int Milliseconds = 60_000;
}
