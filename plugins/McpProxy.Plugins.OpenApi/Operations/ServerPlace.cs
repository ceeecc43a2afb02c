namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>Where operations are sent, as a document has it.</summary>
/// <param name="Origin">Scheme, host and port; null when the document leaves them to who uses it.</param>
/// <param name="BasePath">The path that theirs are below, without a slash at its end; may be empty.</param>
internal sealed record ServerPlace(string? Origin, string BasePath);
