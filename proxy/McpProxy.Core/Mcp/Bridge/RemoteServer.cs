using System.Net;
using System.Net.Http.Headers;
using McpProxy.Mcp.Http;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Bridge;

/// <summary>The server on the other side of the bridge: its HTTP requests and, when it is of the initialize era, its session.</summary>
internal sealed class RemoteServer : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly BridgeOptions _options;

    public RemoteServer(BridgeOptions options)
    {
        _options = options;
        // A redirect would carry the headers, and the credential in them, to whatever address it names.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.Timeout < TimeSpan.FromSeconds(30) ? options.Timeout : TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>What the tools of the server want in headers.</summary>
    public ToolHeaders Tools { get; } = new();

    /// <summary>The session of an initialize-era client; null before it opened one.</summary>
    public RemoteSession? Session { get; set; }

    /// <summary>Whether the server has answered anything yet, an error included.</summary>
    public bool WasReached { get; private set; }

    /// <summary>Why the last attempt did not reach the server; null when the last one did.</summary>
    public string? Unreachable { get; private set; }

    /// <summary>Posts one message; its headers of a modern request are derived from it.</summary>
    public Task<HttpResponseMessage> PostAsync(ReadOnlyMemory<byte> message, Envelope envelope, CancellationToken cancellationToken)
    {
        var request = Create(HttpMethod.Post, "application/json", "text/event-stream");
        request.Content = new ReadOnlyMemoryContent(message);
        request.Content.Headers.ContentType = Json;
        if (IsModern(envelope))
        {
            AddModern(request.Headers, envelope);
        }
        else if (envelope.Method != McpMethod.Initialize)
        {
            AddSession(request.Headers);
        }

        return SendAsync(request, cancellationToken);
    }

    /// <summary>Opens the stream of what the server tells unasked, or takes up one that was cut off.</summary>
    public Task<HttpResponseMessage> OpenStreamAsync(string? lastEventId, CancellationToken cancellationToken)
    {
        var request = Create(HttpMethod.Get, "text/event-stream");
        AddSession(request.Headers);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation(McpHeaders.LastEventId, lastEventId);
        }

        return SendAsync(request, cancellationToken);
    }

    /// <summary>Tells the server that the session is over. Servers need not allow it.</summary>
    public async Task EndSessionAsync(CancellationToken cancellationToken)
    {
        if (Session is { Id: not null })
        {
            var request = Create(HttpMethod.Delete);
            AddSession(request.Headers);
            using var response = await SendAsync(request, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether a message says of itself that it belongs to 2026-07-28 or later.</summary>
    public static bool IsModern(Envelope envelope) =>
        envelope.MetaVersion.IsString && ProtocolRevision.IsModernText(envelope.MetaVersion.GetString());

    private HttpRequestMessage Create(HttpMethod method, params ReadOnlySpan<string> accept)
    {
        var request = new HttpRequestMessage(method, _options.Endpoint);
        foreach (var type in accept)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private void AddModern(HttpRequestHeaders headers, Envelope envelope)
    {
        headers.TryAddWithoutValidation(McpHeaders.ProtocolVersion, HeaderText.Encode(envelope.MetaVersion.GetString()));
        headers.TryAddWithoutValidation(McpHeaders.Method, HeaderText.Encode(envelope.MethodText.GetString()));
        if (ModernGate.RoutingName(envelope) is { IsString: true } name)
        {
            headers.TryAddWithoutValidation(McpHeaders.Name, HeaderText.Encode(name.GetString()));
        }

        if (envelope.Method == McpMethod.ToolsCall)
        {
            Tools.AddTo(headers, envelope);
        }
    }

    private void AddSession(HttpRequestHeaders headers)
    {
        if (Session is { } session)
        {
            headers.TryAddWithoutValidation(McpHeaders.ProtocolVersion, session.Version);
            if (session.Id is not null)
            {
                headers.TryAddWithoutValidation(McpHeaders.SessionId, session.Id);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using (request)
            {
                var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                WasReached = true;
                Unreachable = null;
                return response;
            }
        }
        catch (HttpRequestException e)
        {
            Unreachable = e.Message;
            throw new BridgeException($"{_options.Name} cannot be reached: {e.Message}", e);
        }
    }
}
