namespace McpProxy.Configuration.Imports;

/// <summary>What became of one entry of a document, e.g. of an operation.</summary>
/// <param name="Document">The document, as operators know it.</param>
/// <param name="Source">The entry in the words of the document, e.g. <c>GET /pets/{id} (getPet)</c>.</param>
/// <param name="Tool">The tool it became; null when it was skipped.</param>
/// <param name="Note">Why it was skipped, or what was done to it beyond the usual (another name, a parameter left out), in one sentence; empty for neither.</param>
public sealed record ImportedEntry(string Document, string Source, string? Tool, string Note = "")
{
    /// <summary>Whether it became nothing.</summary>
    public bool IsSkipped => Tool is null;
}
