using System.Net;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Bridge;

/// <summary>
/// One request and everything that comes back for it. The answer is returned; what the server says before it goes to
/// <paramref name="tell"/>.
/// </summary>
internal sealed class RequestExchange(RemoteServer server, BridgeOptions options, TimeProvider time, Func<byte[], ValueTask> tell)
{
    /// <summary>Attempts in a row to take up a stream that was cut off.</summary>
    private const int MaxResumptions = 5;

    /// <summary>The session that an <c>initialize</c> opened; null when the server keeps none.</summary>
    public string? SessionId { get; private set; }

    /// <summary>Sends a request.</summary>
    /// <param name="message">The request on one line.</param>
    /// <param name="request">What it says.</param>
    /// <param name="cancelled">Ends the request; over HTTP the server learns of it by the closed connection.</param>
    /// <returns>The response message, result or error.</returns>
    /// <exception cref="BridgeException">There is no usable answer.</exception>
    /// <exception cref="SessionLostException">The server no longer knows the session.</exception>
    public async Task<byte[]> SendAsync(ReadOnlyMemory<byte> message, Envelope request, CancellationToken cancelled)
    {
        var isListening = request.Method == McpMethod.SubscriptionsListen;
        using var silence = new Silence(options.Timeout, time, cancelled);
        try
        {
            using var response = await server.PostAsync(message, request, silence.Token);
            if (isListening && response.IsSuccessStatusCode)
            {
                // It may be quiet for days.
                using var open = new Silence(Timeout.InfiniteTimeSpan, time, cancelled);
                return await ReadAsync(response, request, open);
            }

            silence.Break();
            return await ReadAsync(response, request, silence);
        }
        catch (OperationCanceledException) when (silence.IsTooLong && !cancelled.IsCancellationRequested)
        {
            throw new BridgeException($"{options.Name} sent nothing for {options.Timeout.TotalSeconds:0.###} seconds.");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new BridgeException($"The connection to {options.Name} was lost before the answer was complete.", e);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, Envelope request, Silence silence)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!response.IsSuccessStatusCode)
        {
            return await ReadFailureAsync(response, request, silence);
        }

        if (request.Method == McpMethod.Initialize)
        {
            SessionId = response.Headers.TryGetValues(McpHeaders.SessionId, out var ids) ? ids.FirstOrDefault() : null;
        }

        if (string.Equals(type, RemoteEvents.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return await ReadEventsAsync(response, request, silence);
        }

        var body = await ReadBodyAsync(response, silence);
        return EnvelopeReader.Read(body, BridgeMessages.MaxDepth, out var answer) is null && BridgeMessages.Answers(answer, request.Id)
            ? body
            : throw new BridgeException($"{options.Name} answered {(int)response.StatusCode} with something that is no answer to this request. Is this an MCP endpoint?");
    }

    private async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, Silence silence)
    {
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        await using var bounded = new AnswerStream(body, options.MaxMessageBytes, silence);
        return await bounded.ReadToEndAsync();
    }

    private async Task<byte[]> ReadFailureAsync(HttpResponseMessage response, Envelope request, Silence silence)
    {
        var inSession = server.Session is { Id: not null } && request.Method != McpMethod.Initialize && !RemoteServer.IsModern(request);
        if (inSession && response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new SessionLostException();
        }

        var answer = BridgeMessages.FromErrorBody(request.Id, await ReadBodyAsync(response, silence)) ?? throw Failure(response);
        // 404 is what a server must say (2025-11-25, streamable HTTP), and 400 what many do.
        return inSession && response.StatusCode == HttpStatusCode.BadRequest && BridgeMessages.SpeaksOfSession(answer)
            ? throw new SessionLostException(answer)
            : answer;
    }

    private BridgeException Failure(HttpResponseMessage response) => new(response switch
    {
        { StatusCode: HttpStatusCode.Unauthorized } => $"{options.Name} answered 401 Unauthorized: it wants a credential, or does not accept the one it got. Give one with --header \"Authorization: env:NAME\".",
        { StatusCode: HttpStatusCode.Forbidden } => $"{options.Name} answered 403 Forbidden: the credential does not allow this.",
        { Headers.Location: { } location } => $"{options.Name} redirects to {BridgeOptions.Show(new Uri(options.Endpoint, location))}. Redirects are not followed; connect to that address if you trust it.",
        _ => $"{options.Name} answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() + ".",
    });

    private async Task<byte[]> ReadEventsAsync(HttpResponseMessage response, Envelope request, Silence silence)
    {
        var position = new StreamPosition();
        var answer = await FindAnswerAsync(response, request, position, silence);
        for (var failures = 1; answer is null; failures++)
        {
            // Streams cannot be resumed in 2026-07-28; before, those with ids can, by GET.
            if (RemoteServer.IsModern(request) || position.LastEventId is null || failures > MaxResumptions)
            {
                throw new BridgeException($"{options.Name} ended its stream before the answer was complete.");
            }

            await Task.Delay(position.DelayAfter(failures), time, silence.Token);
            silence.Break();
            (answer, var heard) = await ResumeAsync(request, position, silence);
            failures = heard ? 0 : failures;
        }

        return answer;
    }

    /// <returns>The answer, if it came, and whether the server took the stream up again.</returns>
    private async Task<(byte[]? Answer, bool Heard)> ResumeAsync(Envelope request, StreamPosition position, Silence silence)
    {
        try
        {
            using var response = await server.OpenStreamAsync(position.LastEventId, silence.Token);
            return response.IsSuccessStatusCode ? (await FindAnswerAsync(response, request, position, silence), true) : (null, false);
        }
        catch (BridgeException) when (server.Unreachable is not null)
        {
            return (null, false);
        }
    }

    private async Task<byte[]?> FindAnswerAsync(HttpResponseMessage response, Envelope request, StreamPosition position, Silence silence)
    {
        await foreach (var message in RemoteEvents.ReadAsync(response, options.MaxMessageBytes, position, silence))
        {
            if (EnvelopeReader.Read(message, BridgeMessages.MaxDepth, out var envelope) is not null)
            {
                continue; // Not a message: nothing a client could do with it.
            }

            if (BridgeMessages.Answers(envelope, request.Id))
            {
                return message;
            }

            await tell(message);
        }

        return null;
    }
}
