namespace McpProxy.Configuration;

/// <summary>
/// Ready-made options for a section that another plugin describes. An operator takes them with <c>"Preset": "name"</c>; what
/// stands beside it lies over them. See <see cref="PresetBuilderExtensions"/>.
/// </summary>
/// <param name="Section">The key of the section below <c>McpProxy</c>, e.g. <c>HeaderInject</c>. It must be a map of named options.</param>
/// <param name="Name">The name of the preset, unique within its section whatever its case.</param>
/// <param name="Json">A JSON object with the keys of the section's options; comments are allowed.</param>
public sealed record SectionPreset(string Section, string Name, string Json);
