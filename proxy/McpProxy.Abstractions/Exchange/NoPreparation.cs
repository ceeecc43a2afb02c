using Microsoft.AspNetCore.Http;

namespace McpProxy;

/// <summary>Marks a route whose transforms read the context.</summary>
internal sealed class NoPreparation : IExchangePreparation
{
    public static readonly NoPreparation Instance = new();

    private NoPreparation()
    {
    }

    public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange) => default;
}
