using System.Text.Json;

namespace McpProxy.Configuration.Imports;

/// <summary>A part of a configuration that came out of a document.</summary>
/// <param name="Document">The document, as operators know it.</param>
/// <param name="Json">An object with the keys of a configuration file, e.g. <c>ReverseProxy</c> and <c>Mcp</c>; the values of keys that take any JSON are kept as they are. Never disposed of.</param>
public sealed record ImportedLayer(string Document, JsonElement Json);
