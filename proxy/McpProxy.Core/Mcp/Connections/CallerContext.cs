using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Connections;

/// <summary>The context of one request of a connection; dispose it when the request has ended.</summary>
internal sealed class CallerContext(HttpContext http, CallerServices services) : IAsyncDisposable
{
    public HttpContext Http => http;

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
