using System.Text.Json.Serialization;

namespace McpProxy.Benchmarks.Load;

/// <summary>One line of the report.</summary>
internal sealed record ReportRow
{
    /// <summary>What is measured.</summary>
    public required string Path { get; init; }

    /// <summary>The figure that has the budget, or is told without one.</summary>
    public required string Figure { get; init; }

    public required double? Value { get; init; }

    /// <summary>Smallest value of a round, where the figure is a ratio.</summary>
    public double? Low { get; init; }

    /// <summary>Largest value of a round, where the figure is a ratio.</summary>
    public double? High { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    /// <summary>The absolute values behind the ratio.</summary>
    public string Behind { get; init; } = "";

    /// <summary>Null without a budget or a value.</summary>
    public bool? Pass => Value is null || (AtLeast is null && AtMost is null) ? null : !(Value < AtLeast) && !(Value > AtMost);

    [JsonIgnore]
    public string Budget => AtLeast is { } least ? $"≥ {least:0.##}" : AtMost is { } most ? $"≤ {most:0.##}" : "";
}
