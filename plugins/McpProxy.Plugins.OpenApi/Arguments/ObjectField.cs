using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>A property of a body that can be an argument of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="IsRequired">Whether the body must have it.</param>
internal sealed record ObjectField(string Name, Fragment Schema, bool IsRequired);
