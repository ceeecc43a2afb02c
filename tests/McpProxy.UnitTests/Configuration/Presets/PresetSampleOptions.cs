using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.UnitTests.Configuration.Presets;

/// <summary>Options of every shape that a preset can fill.</summary>
internal sealed record PresetSampleOptions
{
    [Required]
    public string Url { get; init; } = "";

    [Range(1, 9)]
    public int Times { get; init; } = 1;

    public IReadOnlyList<string> Names { get; init; } = [];

    public JsonElement? Body { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, PromptArgumentConfig> Arguments { get; init; } = new Dictionary<string, PromptArgumentConfig>();
}
