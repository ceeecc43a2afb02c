using McpProxy.Plugins.OpenApi.Schemas;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>One argument of a tool.</summary>
/// <param name="Place">Where it goes.</param>
/// <param name="WireName">Its name there; <c>$</c> for a whole body.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="IsRequired">Whether it must be given.</param>
internal sealed record Argument(ArgumentPlace Place, string WireName, ConvertedSchema Schema, bool IsRequired)
{
    /// <summary>What callers call it; given when all arguments of the operation are known.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it means; null for nothing beyond its schema.</summary>
    public string? Description { get; init; }

    /// <summary>How a list or object is laid out, when that differs from the rule of its place.</summary>
    public string? Style { get; init; }

    /// <summary>Whether each item stands by itself, when that differs from the rule of its style.</summary>
    public bool? Explode { get; init; }

    /// <summary>Whether reserved characters of a query stay as they are.</summary>
    public bool AllowReserved { get; init; }

    /// <summary>Media type of a value that is written as one text, or of a part.</summary>
    public string? ContentType { get; init; }

    /// <summary>The name it would be given if no other had it.</summary>
    public string Wanted { get; init; } = WireName;

    /// <summary>Other names that callers may use for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What is mended in its value, in the words of <c>Parameters:{name}:Coerce</c>.</summary>
    public IReadOnlyList<string> Coerce { get; init; } = [];

    /// <summary>Its value when callers leave it out, as JSON; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The same, as a time counted from the call; null for none.</summary>
    public string? DefaultTime { get; init; }
}
