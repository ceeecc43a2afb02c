namespace McpProxy.Tools.Resources;

/// <summary>A resource found by its URI.</summary>
/// <param name="Resource">The resource, or the template that the URI fits.</param>
/// <param name="Uri">The URI as the client sent it.</param>
/// <param name="Arguments">The arguments of <see cref="ResourceBinding.Call"/> as a UTF-8 JSON object; empty for none.</param>
internal sealed record ResourceMatch(ResourceBinding Resource, string Uri, ReadOnlyMemory<byte> Arguments);
