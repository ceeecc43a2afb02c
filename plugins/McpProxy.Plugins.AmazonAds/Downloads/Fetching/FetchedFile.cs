using McpProxy.Plugins.AmazonAds.Downloads.Storage;

namespace McpProxy.Plugins.AmazonAds.Downloads.Fetching;

/// <summary>A file that was fetched and is in its place.</summary>
/// <param name="Path">Its path below the folder of the profile.</param>
/// <param name="Sidecar">What is known of it.</param>
/// <param name="UnpackedPath">The path of what it was unpacked to; null for nothing.</param>
/// <param name="UnpackedSize">The size of that.</param>
/// <param name="Note">Why it was not unpacked although it could be; null otherwise.</param>
internal sealed record FetchedFile(string Path, Sidecar Sidecar, string? UnpackedPath, long? UnpackedSize, string? Note);
