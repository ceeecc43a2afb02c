namespace McpProxy.State.Artifacts;

/// <summary>Why the whole of an answer is not kept.</summary>
internal enum ArtifactRefusal
{
    /// <summary>It is.</summary>
    None,

    /// <summary>It is larger than an artifact may be.</summary>
    TooLarge,

    /// <summary>It is larger than everything that its caller may have.</summary>
    CallerFull,

    /// <summary>All artifacts together have reached their bounds.</summary>
    Full,

    /// <summary>It could not be written.</summary>
    Failed,
}
