namespace McpProxy.IntegrationTests.Partners.Leaks;

/// <summary>Gives every answer that a caller gets to a watch, but for those of an echo, which tell what the upstream received on purpose.</summary>
internal sealed class WatchedAnswers(LeakWatch watch) : DelegatingHandler
{
    private const string MarkOfEcho = "rawTarget";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var where = $"answer to {request.Method} {request.RequestUri!.AbsolutePath}";
        watch.AddOutput(where, $"{(int)response.StatusCode} {response.Headers} {response.Content.Headers}");
        if (!body.Contains(MarkOfEcho, StringComparison.Ordinal))
        {
            watch.AddOutput(where, body);
        }

        return response;
    }
}
