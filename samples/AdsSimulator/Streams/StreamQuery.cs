using AdsSimulator.Answers;

namespace AdsSimulator.Streams;

/// <summary>How many events a stream has before its result, and how far apart they are.</summary>
internal sealed record StreamQuery(int Events, TimeSpan Interval)
{
    /// <exception cref="BadQueryException">A value cannot be used.</exception>
    public static StreamQuery Read(HttpContext context) => new(
        (int)QueryNumber.Read(context, "events", 5, 0, 1_000_000),
        TimeSpan.FromMilliseconds(QueryNumber.Read(context, "intervalMs", 0, 0, 3_600_000)));

    public string ProgressOf(int index) =>
        $$"""{"progress":{{index * 100 / Math.Max(1, Events)}},"total":100,"message":"Step {{index + 1}} of {{Events}}"}""";

    public string Result => $$"""{"status":"COMPLETED","events":{{Events}}}""";
}
