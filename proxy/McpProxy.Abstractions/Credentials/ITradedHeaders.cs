namespace McpProxy.Credentials;

/// <summary>
/// Names headers whose values are callers' credentials, beside those of authentication: a transform trades them. What a caller has
/// chosen belongs to them, so that it is dropped when one of them changes.
/// </summary>
public interface ITradedHeaders
{
    /// <summary>The names, of the configuration in force.</summary>
    IReadOnlyCollection<string> Names { get; }
}
