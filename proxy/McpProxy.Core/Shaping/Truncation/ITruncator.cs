namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Shortens one body while it passes. Give it the pieces as they come and take what is <see cref="Ready"/> after each; memory does
/// not depend on the body's length.
/// </summary>
internal interface ITruncator : IDisposable
{
    /// <summary>Whether nothing more of the body is needed.</summary>
    bool IsDone { get; }

    /// <summary>Whether something was left out because of a limit.</summary>
    bool IsTruncated { get; }

    /// <summary>Whether the body was malformed and the output is worth nothing.</summary>
    bool IsFailed { get; }

    /// <summary>The number of the byte at which the body stopped being well-formed; null while it is.</summary>
    long? MalformedAt { get; }

    /// <summary>What the caller should know and the output cannot say, in one sentence; for after the end, mostly null.</summary>
    string? Notice { get; }

    /// <summary>The bytes that can leave; empty when there are none yet.</summary>
    ReadOnlyMemory<byte> Ready { get; }

    /// <summary>Says that the first bytes of <see cref="Ready"/> have left.</summary>
    void Release(int count);

    /// <summary>Takes the next piece of the body, which is not empty.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Says that the body has ended.</summary>
    void Complete();

    /// <summary>Writes something that means nothing, if something is being left out: for long silence.</summary>
    void Pad();
}
