namespace McpProxy;

/// <summary>Which model a request would like (MCP, <c>ModelPreferences</c>).</summary>
public sealed record SamplingPreferences
{
    /// <summary>Names, or parts of names, of models; the most wanted first.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>How much a low price matters, 0 to 1; null when not said.</summary>
    public double? Cost { get; init; }

    /// <summary>How much speed matters, 0 to 1; null when not said.</summary>
    public double? Speed { get; init; }

    /// <summary>How much ability matters, 0 to 1; null when not said.</summary>
    public double? Intelligence { get; init; }
}
