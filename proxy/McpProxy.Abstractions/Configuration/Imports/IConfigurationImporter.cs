namespace McpProxy.Configuration.Imports;

/// <summary>
/// Turns documents of another kind into configuration: a layer that lies under everything the operator wrote, as if it had been
/// written by hand. So all that is known of routes and tools holds for imported ones, and one field of them is overridden as ever.
/// As a section it describes <c>Mcp:{Key}:{name}</c>; one import is made of each. Register it with
/// <see cref="ImportBuilderExtensions.AddImporter{TImporter}"/>. A singleton; it is never asked for two imports at once.
/// </summary>
public interface IConfigurationImporter : ISectionDescriptor
{
    /// <summary>
    /// Makes one import. Called at the first load, when its options have changed, when one of its sources has changed and when
    /// <see cref="ImportResult.RefreshAfter"/> has passed; not at other loads. Add every mistake to the errors of the request: the last
    /// good result of the same options is then kept. Change nothing outside.
    /// </summary>
    /// <param name="request">What to import.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<ImportResult> ImportAsync(ImportRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the import of a tool that refers to one entry of a document: <c>Mcp:Tools:{name}:{Key}</c>. What it gives lies under that
    /// tool. Called as often as <see cref="ImportAsync"/>.
    /// </summary>
    /// <param name="request">What to import.</param>
    /// <param name="reference">What the tool says, e.g. <c>petstore.json#getPet</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<ImportResult> ImportToolAsync(ImportRequest request, string reference, CancellationToken cancellationToken);
}
