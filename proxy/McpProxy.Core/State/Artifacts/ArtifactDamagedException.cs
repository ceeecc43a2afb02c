namespace McpProxy.State.Artifacts;

/// <summary>The file of an artifact is not what was written: it was changed, cut short, or cannot be read any more.</summary>
internal sealed class ArtifactDamagedException(string message, Exception? inner = null) : IOException(message, inner);
