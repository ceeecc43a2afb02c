using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Sidecars;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>
/// Finds the media types that operations answer with. Those of successes: who asked for the type of an error would get nothing else. Where
/// no success has one, those of the other responses count.
/// </summary>
internal sealed class ResponseTypes(ApiDocument document, References references, MediaSidecar sidecar)
{
    /// <summary>Stands for types that nobody has named.</summary>
    private const string Any = "*/*";

    /// <summary>The types of an operation, plain JSON first and the others by name; <c>*/*</c> among them when there may be more. Empty when nothing need be asked for.</summary>
    public IReadOnlyList<string> Of(ApiOperation operation)
    {
        var types = sidecar.ResponsesOf(operation) ?? OfDocument(operation);
        if (types.Count == 0)
        {
            types = [Any, .. sidecar.ContentTypes];
        }

        return types.Any(t => t != Any && !IsPlainJson(t)) || (types.Count > 1 && !types.Contains(Any)) ? types : [];
    }

    private List<string> OfDocument(ApiOperation operation)
    {
        if (operation.Document.Version == ApiVersion.V2)
        {
            return Sort((operation.Json.Find("produces") ?? new Fragment(document, document.Root).Find("produces"))?.Items().Select(t => t.Json.ToString()) ?? []);
        }

        var responses = operation.Json.Find("responses")?.Members().ToList() ?? [];
        return OfResponses(responses.Where(r => r.Name.StartsWith('2'))) is { Count: > 0 } successes ? successes
            : OfResponses(responses.Where(r => r.Name == "default")) is { Count: > 0 } otherwise ? otherwise
            : OfResponses(responses);
    }

    private List<string> OfResponses(IEnumerable<(string Name, Fragment Value)> responses) => Sort(responses.SelectMany(r => ContentOf(r.Value)));

    private IEnumerable<string> ContentOf(Fragment response)
    {
        try
        {
            return references.Follow(response).Find("content")?.Members().Select(c => c.Name) ?? [];
        }
        catch (UnmappableException)
        {
            // A response that cannot be read does not keep anybody from asking.
            return [];
        }
    }

    private static List<string> Sort(IEnumerable<string> types) =>
    [
        .. types.Select(t => MediaType.IsConcrete(t) ? t : Any).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(t => !IsPlainJson(t)).ThenBy(t => t, StringComparer.Ordinal),
    ];

    private static bool IsPlainJson(string type) => type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}
