namespace ConformanceUpstream;

/// <summary>Answers that arrive piece by piece: three reports of progress, then the result.</summary>
internal static class StreamEndpoints
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static void MapStreams(this WebApplication app)
    {
        app.MapGet("/fixtures/progress/events", (HttpResponse response, CancellationToken cancellationToken) =>
            StreamAsync(response, "text/event-stream", line => $"data: {line}\n\n", cancellationToken));
        app.MapGet("/fixtures/progress/lines", (HttpResponse response, CancellationToken cancellationToken) =>
            StreamAsync(response, "application/x-ndjson", line => $"{line}\n", cancellationToken));
    }

    private static async Task StreamAsync(
        HttpResponse response, string mediaType, Func<string, string> frame, CancellationToken cancellationToken)
    {
        response.ContentType = mediaType;
        for (var progress = 0; progress <= 100; progress += 50)
        {
            var report = $$"""{"progress":{{progress}},"total":100,"message":"{{progress}} of 100"}""";
            await response.WriteAsync(frame(report), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Pause, cancellationToken);
        }

        await response.WriteAsync(frame("""{"rows":3}"""), cancellationToken);
    }
}
