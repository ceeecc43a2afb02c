namespace McpProxy;

/// <summary>A provider could not make a message.</summary>
/// <param name="error">Why, for the caller.</param>
public sealed class SamplingException(ProxyError error) : Exception(error?.Message)
{
    /// <summary>Why, for the caller.</summary>
    public ProxyError Error { get; } = error ?? throw new ArgumentNullException(nameof(error));
}
