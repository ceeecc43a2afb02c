namespace McpProxy.State;

/// <summary>
/// Encrypts what is kept at rest or handed to a client: AES-256-GCM (NIST SP 800-38D) under keys that are derived for each
/// purpose from <c>McpProxy:State:Keys</c>. The first key seals, all of them open. Thread-safe.
/// </summary>
public interface ISeal
{
    /// <summary>Encrypts.</summary>
    /// <param name="purpose">What it is for, constant per use; what was sealed for one purpose does not open for another.</param>
    /// <param name="plain">The bytes.</param>
    /// <param name="associated">What must be the same when it is opened, e.g. tenant and user; not kept in the result.</param>
    /// <returns>Key id, nonce, cipher text and tag.</returns>
    byte[] Seal(string purpose, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated);

    /// <summary>Decrypts.</summary>
    /// <returns>The bytes; null when it was changed, is for something else, or was sealed with a key that is not configured any more.</returns>
    byte[]? Open(string purpose, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> associated);

    /// <summary>A key for HMACs, derived from the first key.</summary>
    /// <param name="purpose">What it is for, constant per use.</param>
    /// <returns>32 bytes.</returns>
    byte[] DeriveKey(string purpose);
}
