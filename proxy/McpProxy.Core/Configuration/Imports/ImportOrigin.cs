namespace McpProxy.Configuration.Imports;

/// <summary>Where an entry of the merged configuration (a route, a cluster, a tool) was imported from.</summary>
/// <param name="Import">The configuration path of the import, e.g. <c>Mcp:OpenApi:petstore</c>.</param>
/// <param name="Document">The document.</param>
/// <param name="IsWhole">Whether all of it is imported: the operator has written nothing over it.</param>
internal sealed record ImportOrigin(string Import, string Document, bool IsWhole);
