using System.Text;
using AdsSimulator.Answers;

namespace AdsSimulator.Streams;

/// <summary>Answers that arrive over time.</summary>
internal static class StreamEndpoints
{
    public static void MapStreams(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/stream/sse", [HttpMethods.Get, HttpMethods.Post], SseAsync);
        endpoints.MapMethods("/stream/ndjson", [HttpMethods.Get, HttpMethods.Post], NdjsonAsync);
    }

    private static Task SseAsync(HttpContext context)
    {
        var query = StreamQuery.Read(context);
        Func<int, string> write = context.Request.Query["shape"].ToString() switch
        {
            "" or "progress" => i => $"event: progress\ndata: {query.ProgressOf(i)}\n\n",
            "data" => i => $"data: {{\"index\":{i}}}\n\n",
            "tricky" => i => Tricky(query, i),
            var other => throw new BadQueryException($"shape must be progress, data or tricky, not {other}."),
        };
        return StreamAsync(context, "text/event-stream", query, write, $"event: result\ndata: {query.Result}\n\n");
    }

    private static Task NdjsonAsync(HttpContext context)
    {
        var query = StreamQuery.Read(context);
        return StreamAsync(context, "application/x-ndjson", query, i => query.ProgressOf(i) + "\n", query.Result + "\n");
    }

    /// <summary>All that the event stream format allows and a careless parser trips over.</summary>
    private static string Tricky(StreamQuery query, int index) => (index % 4) switch
    {
        0 => $"{(index == 0 ? "\uFEFF" : "")}: a comment\r\nid: {index}\r\nevent: progress\r\ndata: {query.ProgressOf(index)}\r\n\r\n",
        1 => $"event: progress\rdata:{query.ProgressOf(index)}\r\r",
        2 => $"retry: 10\nevent: progress\ndata: {{\"progress\":{index * 100 / Math.Max(1, query.Events)},\ndata: \"total\":100}}\n\n",
        _ => "data\n\n: only a comment\n\n",
    };

    private static async Task StreamAsync(HttpContext context, string contentType, StreamQuery query, Func<int, string> write, string last)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache";
        for (var i = 0; i < query.Events; i++)
        {
            await SendAsync(context, write(i));
            if (query.Interval > TimeSpan.Zero)
            {
                await Task.Delay(query.Interval, time, context.RequestAborted);
            }
        }

        await SendAsync(context, last);
    }

    private static async Task SendAsync(HttpContext context, string text)
    {
        context.RequestAborted.ThrowIfCancellationRequested();
        Encoding.UTF8.GetBytes(text, context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
