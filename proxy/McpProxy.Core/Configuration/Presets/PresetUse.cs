namespace McpProxy.Configuration.Presets;

/// <summary>A section that names a preset.</summary>
/// <param name="Path">Its configuration path.</param>
/// <param name="Name">The preset it names, or null when that cannot be had, which has been reported.</param>
internal sealed record PresetUse(string Path, string? Name);
