namespace McpProxy.Plugins.Credentials.OAuth.Vault;

/// <summary>A row as it was read.</summary>
/// <param name="Row">The row; null when there is none, or none that a configured key opens.</param>
/// <param name="Version">Its version in the store; 0 when there is none.</param>
internal readonly record struct VaultEntry(VaultRow? Row, long Version);
