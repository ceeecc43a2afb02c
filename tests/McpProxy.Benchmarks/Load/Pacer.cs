using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace McpProxy.Benchmarks.Load;

/// <summary>Hands out due times at a fixed rate from a thread of its own: timers of the runtime are too coarse for thousands a second.</summary>
internal static partial class Pacer
{
    /// <summary>Deals due times to the connections in turn, then completes their channels.</summary>
    public static void Run(double perSecond, TimeSpan duration, IReadOnlyList<ChannelWriter<long>> connections)
    {
        var time = TimeProvider.System;
        var interval = time.TimestampFrequency / perSecond;
        var start = time.GetTimestamp();
        var count = (long)(duration.TotalSeconds * perSecond);
        for (var i = 0L; i < count; i++)
        {
            var due = start + (long)(i * interval);
            var wait = (due - time.GetTimestamp()) * 1_000_000 / time.TimestampFrequency;
            if (wait > 0)
            {
                _ = usleep((uint)wait);
            }

            connections[(int)(i % connections.Count)].TryWrite(due);
        }

        foreach (var connection in connections)
        {
            connection.Complete();
        }
    }

    [LibraryImport("libc")]
    private static partial int usleep(uint microseconds);
}
