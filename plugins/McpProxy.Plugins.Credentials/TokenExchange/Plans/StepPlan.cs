using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>A compiled step. Immutable once compiled.</summary>
internal sealed record StepPlan(int Index, string Name, RequestPlan Request)
{
    /// <summary>Statuses of success; empty for all of 200 to 299.</summary>
    public IReadOnlyList<int> SuccessStatuses { get; init; } = [];

    public IReadOnlyList<ReadPlan> Read { get; init; } = [];

    public JsonPointer? ExpiresIn { get; init; }

    public JsonPointer? ExpiresAt { get; init; }

    public TimeSpan Lifetime { get; init; }

    public JwtPlan? Jwt { get; init; }

    public string? Rotates { get; init; }

    public bool IsOptional { get; init; }

    public string Failure { get; init; } = "";

    /// <summary>What its result depends on. Set by <see cref="Compilation.StepOrder"/>.</summary>
    public ExchangeParts Uses { get; set; }

    /// <summary>Values without which an answer is of no use. Set by <see cref="Compilation.StepOrder"/>.</summary>
    public HashSet<string> Required { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that must be known before it runs.</summary>
    public IEnumerable<Placeholder> Placeholders => Request.Placeholders.Concat(Jwt?.Jwks?.Placeholders ?? []);

    public bool IsSuccess(int status) => SuccessStatuses.Count == 0 ? status is >= 200 and < 300 : SuccessStatuses.Contains(status);
}
