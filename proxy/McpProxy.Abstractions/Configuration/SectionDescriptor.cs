namespace McpProxy.Configuration;

/// <summary>A plain <see cref="ISectionDescriptor"/> for sections that are not a transform's.</summary>
/// <param name="Key">The key below <c>McpProxy</c>.</param>
/// <param name="OptionsType">The type the section is strictly bound to.</param>
/// <param name="Description">One sentence on what the section is for.</param>
/// <param name="IsMap">Whether the section is a map of named options. Default false.</param>
public sealed record SectionDescriptor(string Key, Type OptionsType, string Description, bool IsMap = false) : ISectionDescriptor;
