namespace McpProxy;

/// <summary>Carries a failure of the error contract out of code that has a result to return.</summary>
/// <param name="error">What went wrong and how to mend it; for callers, so without secrets.</param>
/// <param name="cause">What happened inside; for the log only.</param>
public sealed class ProxyErrorException(ProxyError error, Exception? cause = null) : Exception(error.Message, cause)
{
    /// <summary>The failure.</summary>
    public ProxyError Error { get; } = error;
}
