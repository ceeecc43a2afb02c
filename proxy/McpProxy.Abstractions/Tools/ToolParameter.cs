using System.Text.Json;

namespace McpProxy.Tools;

/// <summary>One argument of a plugin's tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">JSON type: string, integer, number, boolean, object or array; <c>[]</c> after it makes a list of it, <c>!</c> at the end makes it required.</param>
/// <param name="Description">What it means, for the model.</param>
public sealed record ToolParameter(string Name, string Type, string Description)
{
    /// <summary>The allowed values. Default any.</summary>
    public IReadOnlyList<string>? AllowedValues { get; init; }

    /// <summary>Fills in when the caller leaves it out. Default nothing.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Smallest number. Default any.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number. Default any.</summary>
    public double? Maximum { get; init; }

    /// <summary>Most characters. Default any number.</summary>
    public int? MaxLength { get; init; }
}
