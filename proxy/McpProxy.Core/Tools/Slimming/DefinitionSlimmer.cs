using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Layers;
using McpProxy.Tools.Compilation;

namespace McpProxy.Tools.Slimming;

/// <summary>Makes the definition of a tool that clients are shown of the whole one.</summary>
internal static class DefinitionSlimmer
{
    private const int Shortest = 20;

    /// <summary>Slims a definition.</summary>
    /// <param name="config">What is left out.</param>
    /// <param name="whole">The whole definition.</param>
    /// <param name="input">Its input schema; what is made of it is kept there, for the next load.</param>
    /// <param name="output">Its output schema; null for none.</param>
    /// <param name="hidden">Names of the arguments that are not shown.</param>
    /// <param name="kept">The end of the description, which is not cut.</param>
    public static ToolDefinition Slim(SlimmingConfig config, ToolDefinition whole, CompiledInput input, JsonElement? output, IReadOnlyCollection<string> hidden, string kept = "")
    {
        var rules = $"{config with { Supplied = [] }} {string.Join('\n', hidden)}";
        // Tools are compiled several at a time, and two may have the same input with other rules.
        var slimmed = input.Slimmed;
        if (slimmed?.Rules != rules)
        {
            input.Slimmed = slimmed = new SlimmedInput(rules, () => Slim(config, input.Text, hidden));
        }

        return new ToolDefinition
        {
            Name = whole.Name,
            Title = config.Annotations && Repeats(whole.Description, whole.Title) ? null : whole.Title,
            Description = config.MaxToolDescription > 0 ? ShortText.Cut(whole.Description.AsSpan()[..^kept.Length], Math.Max(Shortest, config.MaxToolDescription)) + kept : whole.Description,
            Slimmed = slimmed,
            OutputSchema = output is { ValueKind: JsonValueKind.Object } schema ? SchemaSource.ToBytes(new SchemaSlimmer(config).Slim(schema, [])) : whole.OutputSchema,
            OutputSchemaIsObject = whole.OutputSchemaIsObject,
            Hints = whole.Hints,
            Icons = whole.Icons,
            Full = whole,
        };
    }

    /// <summary>Whether a description begins with the title, which says nothing beside it then.</summary>
    private static bool Repeats(string description, string? title) => title is not null && description.AsSpan().TrimStart().StartsWith(title.AsSpan().Trim().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <returns>The text itself when there is nothing to leave out.</returns>
    private static byte[] Slim(SlimmingConfig config, byte[] text, IReadOnlyCollection<string> hidden)
    {
        using var document = JsonDocument.Parse(text, RawJson.Deep);
        IReadOnlyCollection<string> all = config.Deprecated ? [.. hidden, .. DeprecatedArguments.Find(document.RootElement)] : hidden;
        var slim = SchemaSource.ToBytes(new SchemaSlimmer(config).Slim(document.RootElement, all));
        return slim.AsSpan().SequenceEqual(text) ? text : slim;
    }
}
