using McpProxy.Dispatch;
using McpProxy.Shaping.Truncation;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools.Binding;

/// <summary>The upstream request of one call, ready to be given to the route. Holds pooled memory.</summary>
internal sealed class BoundRequest : IDisposable
{
    private readonly HeaderList _headers = new();

    /// <summary>Decoded path, as ASP.NET Core's <c>Request.Path</c> has it.</summary>
    public string Path { get; set; } = "/";

    /// <summary>Encoded query with its question mark, or empty.</summary>
    public string Query { get; set; } = "";

    public IHeaderDictionary Headers => _headers;

    /// <summary>The body, or null for a request without one.</summary>
    public PooledBuffer? Body { get; set; }

    public string? ContentType { get; set; }

    /// <summary>What the arguments say of the context of the call; null for nothing.</summary>
    public RequestedContext? Context { get; set; }

    /// <summary>What is kept of the answer, where the call could choose; null where it could not.</summary>
    public AnswerShape? Shape { get; set; }

    /// <summary>Brings the headers into the order in which they are to be sent.</summary>
    public void ArrangeHeaders(ReadOnlySpan<string> order) => _headers.Arrange(order);

    public void Dispose() => Body?.Dispose();
}
