using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>How identities are listed. Immutable.</summary>
internal sealed record IdentitiesPlan(RequestPlan Request, JsonPointer Items)
{
    public required JsonPointer Id { get; init; }

    public required JsonPointer Type { get; init; }

    public required JsonPointer Name { get; init; }

    public required JsonPointer Region { get; init; }

    public JsonPointer? Attributes { get; init; }

    public JsonPointer? Relationships { get; init; }

    public JsonPointer? Next { get; init; }

    public IReadOnlyList<ReadPlan> Read { get; init; } = [];

    public int MaxPages { get; init; } = 1;

    public string? Default { get; init; }

    public IdentityDefault Otherwise { get; init; }

    public bool BindsRegion { get; init; }

    public TimeSpan RefreshAfter { get; init; }

    /// <summary>Whether pages are asked for by values in the URL, and not by links.</summary>
    public bool HasPageInUrl => Request.Url.Placeholders.Any(p => p.References.Any(r => r.Origin is ValueOrigin.Page or ValueOrigin.Next));
}
