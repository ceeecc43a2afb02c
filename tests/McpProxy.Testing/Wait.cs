namespace McpProxy.Testing;

/// <summary>The one time limit of tests: nothing that works takes this long.</summary>
internal static class Wait
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    /// <summary>Looks again and again until something that nobody tells of has come about.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
