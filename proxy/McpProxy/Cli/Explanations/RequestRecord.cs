using System.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>What is seen of one request on its way to the upstream that it never reaches.</summary>
internal sealed class RequestRecord
{
    private readonly List<(string Step, Dictionary<string, string> Headers, string Target)> _seen = [];

    /// <summary>The request as it would be sent; null when it did not come so far.</summary>
    public HttpRequestMessage? Request { get; private set; }

    public byte[] Body { get; private set; } = [];

    /// <summary>The cluster that it would be sent to.</summary>
    public string Cluster { get; private set; } = "";

    /// <summary>The destination of the cluster that was chosen.</summary>
    public string Destination { get; private set; } = "";

    /// <summary>The path as the tool has made it.</summary>
    public string ToolPath { get; private set; } = "";

    /// <summary>The query as the tool has made it, with its question mark.</summary>
    public string ToolQuery { get; private set; } = "";

    /// <summary>The context of the call and where it comes from.</summary>
    public IReadOnlyList<(string Name, string Value, string Source)> Context { get; private set; } = [];

    /// <summary>Notes how the request looks after a step of the route; the first is the request as the tool has made it.</summary>
    /// <param name="step">The transform before; empty for the first.</param>
    /// <param name="context">The request.</param>
    public void Note(string step, RequestTransformContext context)
    {
        if (step.Length == 0)
        {
            ToolPath = context.HttpContext.Request.Path.ToUriComponent();
            ToolQuery = context.HttpContext.Request.QueryString.Value ?? "";
            var proxy = context.HttpContext.GetReverseProxyFeature();
            (Cluster, Destination) = (proxy.Cluster.Config.ClusterId, proxy.ProxiedDestination?.DestinationId ?? "");
            Context = ContextOf(ProxyExchange.Get(context.HttpContext));
        }

        _seen.Add((step, HeadersOf(context.ProxyRequest), context.Path.Value + context.Query.QueryString.Value));
    }

    public async Task CatchAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            using var body = new MemoryStream();
            await content.CopyToAsync(body, cancellationToken);
            Body = body.ToArray();
        }

        Request = request;
    }

    /// <summary>The step that gave a header its value; empty when the tool did, null when no step did.</summary>
    public string? OriginOf(string header, string value)
    {
        for (var i = _seen.Count - 1; i >= 0; i--)
        {
            if (_seen[i].Headers.GetValueOrDefault(header) == value && (i == 0 || _seen[i - 1].Headers.GetValueOrDefault(header) != value))
            {
                return _seen[i].Step;
            }
        }

        return null;
    }

    /// <summary>The steps that changed path or query.</summary>
    public IEnumerable<string> StepsOfTarget() => Enumerable.Range(1, Math.Max(0, _seen.Count - 1)).Where(i => _seen[i].Target != _seen[i - 1].Target).Select(i => _seen[i].Step);

    /// <summary>The headers that a step took away.</summary>
    public IEnumerable<(string Header, string Step)> Removed() =>
        from i in Enumerable.Range(1, Math.Max(0, _seen.Count - 1))
        from header in _seen[i - 1].Headers.Keys
        where !_seen[i].Headers.ContainsKey(header)
        select (header, _seen[i].Step);

    public static Dictionary<string, string> HeadersOf(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(headers, request.Headers);
        if (request.Content is { } content)
        {
            Add(headers, content.Headers);
        }

        return headers;
    }

    private static void Add(Dictionary<string, string> headers, HttpHeaders from)
    {
        foreach (var header in from.NonValidated)
        {
            headers[header.Key] = string.Join(", ", header.Value);
        }
    }

    private static List<(string, string, string)> ContextOf(ProxyExchange? exchange)
    {
        var context = new List<(string, string, string)>();
        Add("identity", exchange?.Identity, exchange?.IdentitySource);
        Add("profile", exchange?.Profile, exchange?.ProfileSource);
        Add("region", exchange?.Region, exchange?.RegionSource);
        return context;

        void Add(string name, string? value, ContextSource? source)
        {
            if (value is not null)
            {
                context.Add((name, value, source?.ToString() ?? ""));
            }
        }
    }
}
