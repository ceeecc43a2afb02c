using System.Security.Claims;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Routing;

namespace McpProxy.Dispatch;

/// <summary>The request half of an in-process exchange: the bound request, the route's endpoint, and who is calling.</summary>
internal sealed class CorridorRequest :
    IHttpRequestFeature, IEndpointFeature, IRouteValuesFeature, IHttpRequestLifetimeFeature, IHttpRequestBodyDetectionFeature,
    IServiceProvidersFeature, IHttpAuthenticationFeature, IHttpRequestIdentifierFeature, IItemsFeature, IHttpMaxRequestBodySizeFeature
{
    private static readonly HttpConnectionFeature Local = new();
    private readonly BoundRequest _request;
    private readonly RoutePathMatcher _route;
    private readonly CancellationTokenSource _abort;
    private IServiceProvider? _services;
    private RouteValueDictionary? _routeValues;
    private bool _ended;

    public CorridorRequest(ToolBinding tool, BoundRequest request, HttpContext? caller, string requestId, IServiceProvider? services, CancellationTokenSource abort)
    {
        _request = request;
        _route = tool.Request.Route;
        Caller = caller;
        _abort = abort;
        RequestAborted = abort.Token;
        TraceIdentifier = requestId;
        _services = services;
        Method = tool.Request.Method;
        Path = request.Path;
        QueryString = request.Query;
        Headers = request.Headers;
        Scheme = caller?.Request.Scheme ?? "http";
        User = caller?.Features.Get<IHttpAuthenticationFeature>()?.User; // HttpContext.User would make an empty principal first.
        Body = request.Body is null ? Stream.Null : request.OpenBody();
    }

    /// <summary>The HTTP request the call came in; null over stdio.</summary>
    public HttpContext? Caller { get; }

    /// <summary>The call this is the request of; null in a request that was made by hand.</summary>
    public ToolCall? Call { get; init; }

    /// <summary>What is kept of the answer, as the call chose or its tool says; null for all.</summary>
    public AnswerShape? Shape => _request.Shape ?? Call?.Tool.Response.Shape;

    /// <summary>Set when the route's authorization refused the caller.</summary>
    public CallerChallenge? Challenge { get; set; }

    /// <summary>Structured content of the failure that a plugin's tool ended in, as JSON; empty when it has none of its own.</summary>
    public ReadOnlyMemory<byte> FailureContent { get; set; }

    public string Protocol { get; set; } = HttpProtocol.Http11;

    public string Scheme { get; set; }

    public string Method { get; set; }

    public string PathBase { get; set; } = "";

    public string Path { get; set; }

    public string QueryString { get; set; }

    public string RawTarget { get => Path + QueryString; set => throw new NotSupportedException("An in-process request has no raw target of its own."); }

    public IHeaderDictionary Headers { get; set; }

    public Stream Body { get; set; }

    public bool CanHaveBody => _request.Body is not null;

    public Endpoint? Endpoint { get; set; }

    /// <summary>Found when somebody asks: YARP's own transforms rarely do.</summary>
    public RouteValueDictionary RouteValues
    {
        get
        {
            if (_routeValues is null)
            {
                _routeValues = [];
                _route.TryMatchShape(new PathString(Path), _routeValues);
            }

            return _routeValues;
        }
        set => _routeValues = value;
    }

    public CancellationToken RequestAborted { get; set; }

    /// <summary>The caller's own when no others were given. Asked for late: the first question makes the caller's scope, and most routes need none.</summary>
    public IServiceProvider RequestServices { get => _services ??= Caller!.RequestServices; set => _services = value; } // one of the two is there

    public ClaimsPrincipal? User { get; set; }

    public string TraceIdentifier { get; set; }

    public IDictionary<object, object?> Items { get => field ??= new Dictionary<object, object?>(); set; }

    public bool IsReadOnly => false;

    /// <summary>Set by YARP to the route's own limit.</summary>
    public long? MaxRequestBodySize
    {
        get;
        set
        {
            field = value;
            if (value < _request.BodyLength)
            {
                Body = new OversizeBodyStream();
            }
        }
    }

    /// <summary>Whether the pipeline gave the exchange up (a broken upstream), as opposed to the caller or a deadline.</summary>
    public bool AbortedByPipeline { get; private set; }

    public void Abort()
    {
        if (!_ended)
        {
            AbortedByPipeline = !_abort.IsCancellationRequested;
            _abort.Cancel();
        }
    }

    /// <summary>The exchange is over: whoever kept the context cannot abort the call that uses the source next.</summary>
    public void End() => _ended = true;

    /// <summary>The caller's connection, so that forwarded-for headers and IP-based policies see the caller on both doors.</summary>
    public object? FindConnectionFeature(Type key) =>
        Caller?.Features[key] ?? (key == typeof(IHttpConnectionFeature) ? Local : null);
}
