using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.Mcp.Http;

/// <summary>
/// One of several calls that came in one HTTP request and run at the same time. Each sees the request, and has services,
/// items and a response of its own: those of the request are made for one user at a time. What a call writes into its response is not sent.
/// </summary>
internal sealed class CallerView : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    private CallerView(HttpContext http, AsyncServiceScope scope)
    {
        Http = http;
        _scope = scope;
    }

    public HttpContext Http { get; }

    public static CallerView Create(HttpContext request, IServiceScopeFactory scopes)
    {
        var features = new FeatureCollection(request.Features);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IItemsFeature>(new ItemsFeature());
        var scope = scopes.CreateAsyncScope();
        return new CallerView(new DefaultHttpContext(features) { RequestServices = scope.ServiceProvider }, scope);
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
