using System.Globalization;
using System.Security.Claims;
using McpProxy.Authentication;
using McpProxy.Mcp.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Mcp.Connections;

/// <summary>
/// The HTTP request that opened a connection, as far as it stands for its caller: principal, headers, addresses. Requests of
/// the connection run at the same time and an <see cref="HttpContext"/> is made for one, so each gets a context of its own.
/// </summary>
internal sealed class OpeningRequest
{
    /// <summary>Of the handshake and of the hop, not of the caller; the trace of a handshake is not that of the calls after it.</summary>
    private static readonly HashSet<string> NotOfTheCaller = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Upgrade", "traceparent", "tracestate", "baggage",
        "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions",
    };

    private readonly HeaderDictionary _headers = new();
    private readonly HttpConnectionFeature _connection;
    private readonly ITlsConnectionFeature? _tls;
    private readonly ClaimsPrincipal _user;
    private readonly IServiceScopeFactory _scopes;
    private readonly HttpRequestFeature _request;
    private readonly string _id;
    private readonly TimeProvider _time;
    private KnownCaller? _caller;
    private long _requests;

    /// <param name="http">The request.</param>
    /// <param name="access">Who may come in, of the configuration that let it in; null when nobody was asked.</param>
    /// <param name="time">Says when the credential has expired.</param>
    /// <param name="aborted">Cancelled when the connection is lost, where that is not the request's own.</param>
    public OpeningRequest(HttpContext http, AccessModel? access, TimeProvider time, CancellationToken? aborted = null)
    {
        _time = time;
        foreach (var (name, value) in http.Request.Headers)
        {
            if (!NotOfTheCaller.Contains(name))
            {
                _headers[name] = value;
            }
        }

        _headers.IsReadOnly = true; // Shared by requests that run at the same time.
        _connection = new HttpConnectionFeature
        {
            ConnectionId = http.Connection.Id,
            LocalIpAddress = http.Connection.LocalIpAddress,
            LocalPort = http.Connection.LocalPort,
            RemoteIpAddress = http.Connection.RemoteIpAddress,
            RemotePort = http.Connection.RemotePort,
        };
        _tls = http.Features.Get<ITlsConnectionFeature>();
        _user = http.User;
        _scopes = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        _request = Copy(http.Features.GetRequiredFeature<IHttpRequestFeature>());
        _id = http.TraceIdentifier;
        Principal = PrincipalKey.Of(http);
        Aborted = aborted ?? http.RequestAborted;
        _caller = access is not null && http.Features.Get<CallerResult>() is { } result ? new KnownCaller(access, result) : null;
    }

    /// <summary>Who is calling (<see cref="PrincipalKey"/>).</summary>
    public string Principal { get; }

    /// <summary>Cancelled when the connection is lost.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Makes the context of one request of the connection.</summary>
    public CallerContext NewCaller()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_id}/{Interlocked.Increment(ref _requests)}");
        var services = new CallerServices(_scopes);
        var features = new FeatureCollection(12);
        features.Set<IHttpRequestFeature>(Copy(_request));
        features.Set<IHttpResponseFeature>(new BegunResponse());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpConnectionFeature>(_connection);
        features.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = _user });
        features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = id });
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = Aborted });
        features.Set<IServiceProvidersFeature>(services);
        if (_tls is not null)
        {
            features.Set(_tls);
        }

        return new CallerContext(new DefaultHttpContext(features), services);
    }

    /// <summary>
    /// Gives a request of the connection the features of its caller. After a change of the configuration the caller must be known
    /// to the new one: a key that was taken away is of no use on connections that it opened. Nor is one that has expired since.
    /// </summary>
    /// <param name="http">A context of <see cref="NewCaller"/>.</param>
    /// <param name="access">Who may come in now.</param>
    public async ValueTask<CallerResult> KnowAsync(HttpContext http, AccessModel access)
    {
        if (_caller is not { } known || !ReferenceEquals(known.Access, access) || known.Result.Caller?.Expires <= _time.GetUtcNow())
        {
            var result = _caller is { } before ? await access.RenewAsync(http, before.Result) : await access.AuthenticateAsync(http);
            if (result.Caller is not null && PrincipalKey.Of(result.Exchange!) != Principal)
            {
                result = CallerResult.Refused(Refusal.UnknownCredential); // The session is somebody else's.
            }

            _caller = known = new KnownCaller(access, result);
        }

        return CallerGate.Keep(http, known.Result);
    }

    private HttpRequestFeature Copy(IHttpRequestFeature request) => new()
    {
        Method = request.Method,
        Scheme = request.Scheme,
        Protocol = request.Protocol,
        PathBase = request.PathBase,
        Path = request.Path,
        QueryString = request.QueryString,
        Headers = _headers,
        Body = Stream.Null,
    };

    private sealed record KnownCaller(AccessModel Access, CallerResult Result);

    /// <summary>What was answered to the opening request is on the wire: no header of it can be set any more.</summary>
    private sealed class BegunResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}
