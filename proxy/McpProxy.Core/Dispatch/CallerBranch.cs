using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Dispatch;

/// <summary>
/// The caller's request, once more, for one of several calls that run for it at the same time: a request and its services
/// are for one thread. Connection and TLS are the caller's own; headers are copied, and so is what a call answers in them.
/// </summary>
internal sealed class CallerBranch
{
    private readonly HttpContext _caller;
    private readonly AsyncServiceScope _scope;

    /// <param name="caller">The request; nobody else may use it while the branch is made.</param>
    /// <param name="scope">The services of the call; owned.</param>
    public CallerBranch(HttpContext caller, AsyncServiceScope scope)
    {
        _caller = caller;
        _scope = scope;
        var features = new FeatureCollection(caller.Features);
        features.Set<IHttpRequestFeature>(Copy(caller.Request));
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IQueryFeature>(new QueryFeature(features));
        features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(features));
        features.Set<IResponseCookiesFeature>(new ResponseCookiesFeature(features));
        features.Set<IItemsFeature>(new ItemsFeature());
        features.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });
        features.Set<IHttpAuthenticationFeature>(new HttpAuthenticationFeature { User = caller.Features.Get<IHttpAuthenticationFeature>()?.User });
        Context = new DefaultHttpContext(features);
    }

    public HttpContext Context { get; }

    /// <summary>Ends the branch. What was answered in headers goes to the caller's response, if that has not begun.</summary>
    public async ValueTask JoinAsync()
    {
        if (!_caller.Response.HasStarted)
        {
            Answer();
        }

        await _scope.DisposeAsync();
    }

    private void Answer()
    {
        try
        {
            foreach (var (name, value) in Context.Response.Headers)
            {
                _caller.Response.Headers.Append(name, value);
            }
        }
        catch (InvalidOperationException)
        {
            // The answer became a stream in this moment: its headers have left.
        }
    }

    private static HttpRequestFeature Copy(HttpRequest request)
    {
        var headers = new HeaderDictionary(request.Headers.Count);
        foreach (var (name, value) in request.Headers)
        {
            headers[name] = value;
        }

        return new HttpRequestFeature
        {
            Protocol = request.Protocol,
            Scheme = request.Scheme,
            Method = request.Method,
            PathBase = request.PathBase,
            Path = request.Path,
            QueryString = request.QueryString.Value ?? "",
            Headers = headers,
        };
    }
}
