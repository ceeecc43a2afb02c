using System.Text.Json;

namespace McpProxy.Tools.InputRules;

/// <summary>What a schema says of the kind of a value, as far as coercions must know.</summary>
/// <param name="Types">What it may be.</param>
/// <param name="Texts">The allowed texts; empty when any is.</param>
/// <param name="Format">The <c>format</c> of texts; null for none.</param>
/// <param name="Items">The schema of the items of an array; null for any.</param>
internal sealed record ValueShape(JsonTypes Types, IReadOnlyList<string> Texts, string? Format, JsonElement? Items)
{
    /// <summary>Anything.</summary>
    public static ValueShape Any { get; } = new(JsonTypes.Any, [], null, null);

    public bool Takes(JsonTypes types) => (Types & types) != 0;

    /// <summary>What is in both.</summary>
    public ValueShape And(ValueShape other) => new(
        Types & other.Types,
        Texts.Count == 0 ? other.Texts : other.Texts.Count == 0 ? Texts : [.. Texts.Intersect(other.Texts, StringComparer.Ordinal)],
        Format ?? other.Format,
        Items ?? other.Items);

    /// <summary>What is in one of two.</summary>
    public ValueShape Or(ValueShape other) => new(
        Types | other.Types,
        // Where one takes any text, so do both together.
        AnyText || other.AnyText ? [] : [.. Texts.Union(other.Texts, StringComparer.Ordinal)],
        Format == other.Format || !other.Takes(JsonTypes.String) ? Format : Takes(JsonTypes.String) ? null : other.Format,
        Items ?? other.Items);

    private bool AnyText => Takes(JsonTypes.String) && Texts.Count == 0;
}
