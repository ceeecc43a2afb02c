using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools.Binding;

/// <summary>The upstream request of one call, ready to be given to the route. Holds pooled memory.</summary>
internal sealed class BoundRequest : IDisposable
{
    /// <summary>Decoded path, as ASP.NET Core's <c>Request.Path</c> has it.</summary>
    public string Path { get; set; } = "/";

    /// <summary>Encoded query with its question mark, or empty.</summary>
    public string Query { get; set; } = "";

    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>The body, or null for a request without one.</summary>
    public PooledBuffer? Body { get; set; }

    public string? ContentType { get; set; }

    public void Dispose() => Body?.Dispose();
}
