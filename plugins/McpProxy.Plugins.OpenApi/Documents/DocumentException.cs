namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>A document cannot be used at all.</summary>
/// <param name="code">The code of the mistake.</param>
/// <param name="message">What is wrong, in one sentence.</param>
internal sealed class DocumentException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>Whether it can be read, but is something else than a document.</summary>
    public bool IsOther { get; init; }
}
