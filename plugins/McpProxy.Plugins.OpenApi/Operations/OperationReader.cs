using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>Finds the operations of a document.</summary>
internal sealed class OperationReader(References references)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <summary>All of them, in the order of the document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="skip">Told of paths that cannot be read, and why.</param>
    public IEnumerable<ApiOperation> Read(ApiDocument document, Action<string, string> skip)
    {
        if (new Fragment(document, document.Root).Find("paths") is not { } paths)
        {
            yield break;
        }

        foreach (var (path, place) in paths.Members().Where(p => !p.Name.StartsWith("x-", StringComparison.Ordinal)))
        {
            Fragment item;
            try
            {
                item = references.Follow(place);
            }
            catch (UnmappableException e)
            {
                skip(path, e.Message);
                continue;
            }

            foreach (var (method, operation) in item.Members().Where(m => Methods.Contains(m.Name, StringComparer.Ordinal)))
            {
                if (operation.IsObject)
                {
                    yield return new ApiOperation(method.ToUpperInvariant(), path, item, operation);
                }
                else
                {
                    skip($"{method.ToUpperInvariant()} {path}", "It is not an object.");
                }
            }
        }
    }
}
