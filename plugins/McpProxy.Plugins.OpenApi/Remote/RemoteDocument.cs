namespace McpProxy.Plugins.OpenApi.Remote;

/// <summary>A document as it was fetched last.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="ETag">What tells whether it has changed; null when the server said nothing.</param>
/// <param name="WhyOld">Why this is an old copy; null when it is not.</param>
internal sealed record RemoteDocument(byte[] Bytes, string? ETag, string? WhyOld = null)
{
    /// <summary>Whether it is still being asked for: ask again soon.</summary>
    public bool IsPending { get; init; }
}
