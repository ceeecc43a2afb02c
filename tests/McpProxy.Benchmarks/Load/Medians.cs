namespace McpProxy.Benchmarks.Load;

internal static class Medians
{
    /// <summary>The middle value, or the mean of the two middle ones; null when a value is missing.</summary>
    public static double? Of(IEnumerable<double?> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0 || sorted[0] is null)
        {
            return null; // null sorts first
        }

        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
