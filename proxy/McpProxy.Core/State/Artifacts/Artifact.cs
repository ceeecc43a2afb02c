namespace McpProxy.State.Artifacts;

/// <summary>The whole of an answer that its caller got shortened, in an encrypted file. Once it is whole it does not change.</summary>
internal sealed class Artifact
{
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _key = ArtifactCipher.CreateKey();

    /// <summary>128 random bits: what cannot be guessed.</summary>
    public required string Id { get; init; }

    /// <summary>Tenant, scheme and principal of the caller; empty for an anonymous one.</summary>
    public required string Owner { get; init; }

    /// <summary>Whose bounds it counts for.</summary>
    public required string Share { get; init; }

    /// <summary>What its caller had to meet.</summary>
    public ArtifactDemands Demands { get; init; }

    /// <summary>Media type without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>Number of creation: the smaller, the older.</summary>
    public long Number { get; set; }

    /// <summary>Bytes of the answer, decoded; those that were reserved while it is being written.</summary>
    public long Length { get; set; }

    /// <summary>When it goes, as a timestamp of the clock; meant for when it is whole.</summary>
    public long Expires { get; set; }

    /// <summary>When it became whole.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>Its file; null until there is one.</summary>
    public string? File { get; set; }

    /// <summary>Where elements of its arrays begin, as far as readers have found out.</summary>
    public ArtifactBookmarks Bookmarks { get; } = new();

    /// <summary>Whether it is whole and kept.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Becomes true when it is whole, or false when it will not be.</summary>
    public Task<bool> Completion => _completion.Task;

    /// <summary>Says whether it is whole; the first word counts.</summary>
    public void Complete(bool isWhole)
    {
        if (!_completion.Task.IsCompleted)
        {
            IsWhole = isWhole;
            _completion.TrySetResult(isWhole);
        }
    }

    /// <summary>Makes its cipher, to be disposed.</summary>
    public ArtifactCipher CreateCipher() => new(_key, Owner, Id);
}
