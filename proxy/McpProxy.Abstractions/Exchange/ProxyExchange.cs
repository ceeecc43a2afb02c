using Microsoft.AspNetCore.Http;

namespace McpProxy;

/// <summary>
/// Everything that travels with one exchange through the corridor: set by the doors, read and extended by transforms.
/// It is a feature of the <see cref="HttpContext"/>, the same type behind both doors. Not thread-safe: one exchange runs
/// on one logical thread.
/// </summary>
public sealed class ProxyExchange
{
    private Dictionary<string, string>? _items;

    /// <summary>The door the exchange came through.</summary>
    public ExchangeDoor Door { get; init; }

    /// <summary>Unique per exchange; also the <c>X-Request-Id</c> of the response and the <c>requestId</c> of errors.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The MCP tool being called, or null on the HTTP door.</summary>
    public string? ToolName { get; init; }

    /// <summary>The partner identity resolved for this exchange, or null.</summary>
    public string? Identity { get; set; }

    /// <summary>The profile (account scope) resolved for this exchange, or null.</summary>
    public string? Profile { get; set; }

    /// <summary>The region resolved for this exchange, or null.</summary>
    public string? Region { get; set; }

    /// <summary>The failure that ended the exchange before or instead of an upstream answer; null while all is well.</summary>
    public ProxyError? Error { get; private set; }

    /// <summary>The exchange of a request, or null outside the corridor.</summary>
    /// <param name="context">The request.</param>
    public static ProxyExchange? Get(HttpContext context) => context.Features.Get<ProxyExchange>();

    /// <summary>Reads a value that an earlier transform left for later ones (for example <c>access_token</c>).</summary>
    /// <param name="name">Case-sensitive name.</param>
    /// <returns>The value, or null when nobody set it.</returns>
    public string? GetItem(string name) => _items is not null && _items.TryGetValue(name, out var value) ? value : null;

    /// <summary>Leaves a value for later transforms. Values may be secret: they are never logged.</summary>
    /// <param name="name">Case-sensitive name.</param>
    /// <param name="value">The value; replaces an earlier one.</param>
    public void SetItem(string name, string value) => (_items ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>
    /// Ends the exchange without calling the upstream: the HTTP door answers with RFC 9457 problem details, the MCP door
    /// with an <c>isError</c> result. Call it from a request transform and return. The first failure wins.
    /// </summary>
    /// <param name="context">The request being failed.</param>
    /// <param name="error">What went wrong and how to mend it.</param>
    public void Fail(HttpContext context, ProxyError error)
    {
        Error ??= error;
        // YARP stops before sending when the status is set: HttpForwarder checks it after the request transforms.
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = Error.HttpStatus;
        }
    }
}
