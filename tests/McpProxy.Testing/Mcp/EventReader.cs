namespace McpProxy.Testing.Mcp;

/// <summary>Reads an event stream line by line, as it arrives.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, StreamReader reader)
    {
        _response = response;
        _reader = reader;
    }

    public HttpResponseMessage Response => _response;

    public static async Task<EventReader> OpenAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).Soon();
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken)));
    }

    /// <summary>The last id of an event that was read; null when there was none.</summary>
    public string? LastId { get; private set; }

    /// <summary>The value of the last <c>retry</c>; null when there was none.</summary>
    public string? Retry { get; private set; }

    /// <summary>The data of the next event that has any; null at the end of the stream. Comments are passed over.</summary>
    public async Task<string?> NextAsync()
    {
        string? data;
        do
        {
            data = await NextEventAsync();
        }
        while (data is "");

        return data;
    }

    /// <summary>The data of the next event, also when it is empty; null at the end of the stream.</summary>
    public async Task<string?> NextEventAsync()
    {
        while (await _reader.ReadLineAsync().Soon() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                LastId = line["id: ".Length..];
            }
            else if (line.StartsWith("retry: ", StringComparison.Ordinal))
            {
                Retry = line["retry: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line["data: ".Length..];
            }
        }

        return null;
    }

    /// <summary>The next line that is not empty; null at the end of the stream.</summary>
    public async Task<string?> NextLineAsync()
    {
        while (await _reader.ReadLineAsync().Soon() is { } line)
        {
            if (line.Length > 0)
            {
                return line;
            }
        }

        return null;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
