using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>A compiled token exchange. Immutable.</summary>
/// <param name="Name">Name of its section below <c>McpProxy:TokenExchange</c>.</param>
internal sealed record ExchangePlan(string Name)
{
    public required SubjectPlan Subject { get; init; }

    public IReadOnlyList<StepPlan> Steps { get; init; } = [];

    public IdentitiesPlan? Identities { get; init; }

    public IReadOnlyList<KeyValuePair<string, TextTemplate>> Items { get; init; } = [];

    public TextTemplate? Profile { get; init; }

    public TextTemplate? Region { get; init; }

    public bool IsShared { get; init; }

    public CacheOptions Cache { get; init; } = new();

    /// <summary>What the whole depends on.</summary>
    public ExchangeParts Uses { get; init; }

    /// <summary>Whether nothing is given for a credential of the caller that no server has accepted.</summary>
    public bool ProvesCaller { get; init; }

    /// <summary>Changes with the options, secrets included, so that results of other options are never used.</summary>
    public string Revision { get; init; } = "";

    /// <summary>All that is left on an exchange.</summary>
    public IEnumerable<Placeholder> Placeholders =>
        Items.SelectMany(i => i.Value.Placeholders).Concat(Profile?.Placeholders ?? []).Concat(Region?.Placeholders ?? []);

    /// <summary>Says nothing of the values in it.</summary>
    public override string ToString() => Name;
}
