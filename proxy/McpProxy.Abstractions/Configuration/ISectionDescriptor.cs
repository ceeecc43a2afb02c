using System.Collections.Frozen;

namespace McpProxy.Configuration;

/// <summary>
/// Describes one section below <c>McpProxy</c> of the configuration. Everyone who reads such a section registers a
/// descriptor (<c>services.AddSingleton&lt;ISectionDescriptor&gt;</c>): the loader knows by it which keys are legal, the
/// JSON Schema is generated from it, and <c>mcpproxy plugins</c> lists it. Transform factories are descriptors already.
/// </summary>
public interface ISectionDescriptor
{
    /// <summary>The key below <c>McpProxy</c>, e.g. <c>HeaderInject</c>. Unique within one host, whatever its case.</summary>
    string Key { get; }

    /// <summary>One sentence on what the section is for; also the description in the JSON Schema.</summary>
    string Description { get; }

    /// <summary>The type the section is strictly bound to.</summary>
    Type OptionsType { get; }

    /// <summary>
    /// True when <c>McpProxy:{Key}</c> is a map from names the operator chooses to <see cref="OptionsType"/>; false when
    /// <c>McpProxy:{Key}</c> itself is one <see cref="OptionsType"/>.
    /// </summary>
    bool IsMap { get; }

    /// <summary>
    /// Ready-made options, by the name that <c>"Preset"</c> gives in a section of this kind: each is a JSON object whose keys
    /// are those of <see cref="OptionsType"/>. What the operator writes beside <c>Preset</c> lies over it. Default none.
    /// </summary>
    IReadOnlyDictionary<string, string> Presets => FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// Checks what the types and attributes of <see cref="OptionsType"/> cannot say. Called for every section of this kind
    /// that is configured, used or not. Default: nothing to check.
    /// </summary>
    /// <param name="options">The bound section, of type <see cref="OptionsType"/>; keys that could not be bound have their defaults.</param>
    /// <param name="path">Its configuration path, e.g. <c>McpProxy:HeaderInject:amazon-ads</c>.</param>
    /// <param name="errors">Where mistakes go.</param>
    void Validate(object options, string path, ConfigErrors errors)
    {
    }
}
