namespace ConformanceUpstream;

/// <summary>Answers that arrive piece by piece: three reports of progress, then the result. The query says how long to pause between them.</summary>
internal static class StreamEndpoints
{
    public static void MapStreams(this WebApplication app)
    {
        app.MapGet("/fixtures/log", LogAsync);
        app.MapGet("/fixtures/progress/events", (HttpResponse response, int? pauseMs, CancellationToken cancellationToken) =>
            StreamAsync(response, "text/event-stream", line => $"data: {line}\n\n", Pause(pauseMs), cancellationToken));
        app.MapGet("/fixtures/progress/lines", (HttpResponse response, int? pauseMs, CancellationToken cancellationToken) =>
            StreamAsync(response, "application/x-ndjson", line => $"{line}\n", Pause(pauseMs), cancellationToken));
    }

    private static async Task LogAsync(HttpResponse response, int? pauseMs, CancellationToken cancellationToken)
    {
        response.ContentType = "application/x-ndjson";
        foreach (var text in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
        {
            await response.WriteAsync($$"""{"level":"info","logger":"fixture","data":"{{text}}"}""" + "\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(pauseMs ?? 50), cancellationToken);
        }

        await response.WriteAsync("The tool has run.", cancellationToken);
    }

    private static TimeSpan Pause(int? milliseconds) => TimeSpan.FromMilliseconds(milliseconds ?? 0);

    private static async Task StreamAsync(
        HttpResponse response, string mediaType, Func<string, string> frame, TimeSpan pause, CancellationToken cancellationToken)
    {
        response.ContentType = mediaType;
        for (var progress = 0; progress <= 100; progress += 50)
        {
            var report = $$"""{"progress":{{progress}},"total":100,"message":"{{progress}} of 100"}""";
            await response.WriteAsync(frame(report), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(pause, cancellationToken);
        }

        await response.WriteAsync(frame("""{"rows":3}"""), cancellationToken);
    }
}
