using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Methods;

/// <summary>Finds the resource that a request names, and says in the words of its revision when there is none.</summary>
internal static class ResourceLookup
{
    /// <summary>Sets <see cref="McpRequest.Resource"/>.</summary>
    /// <returns>Why the request is refused, or null.</returns>
    public static McpFault? Find(McpRequest request)
    {
        var uri = request.Envelope.Uri;
        if (!uri.IsString)
        {
            return McpFault.InvalidParams("uri must be a string.");
        }

        // The text is never longer than its bytes; what is far too long is not even unescaped.
        if (uri.Raw.Length > ResourceSet.MaxUriLength * 6)
        {
            return TooLong;
        }

        var text = uri.GetString();
        if (text.Length > ResourceSet.MaxUriLength)
        {
            return TooLong;
        }

        request.Resource = request.Toolset.Toolset.Resources.Find(text);
        return request.Resource is null ? HiddenEntry.FindResource(request, text) ?? NotFound(request, text) : null;
    }

    /// <summary>2026-07-28, server/resources "Error Handling"; 2025-11-25 and older have a code of its own.</summary>
    public static McpFault NotFound(McpRequest request, string uri) =>
        new(request.Revision.IsModern ? JsonRpcCodes.InvalidParams : JsonRpcCodes.ResourceNotFound, 200, $"Resource not found: {OneLine.Echo(uri)}")
        {
            Data = JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("uri"u8, uri);
                writer.WriteEndObject();
            }),
        };

    /// <summary>Says why a resource that was found could not be read.</summary>
    public static McpFault Failure(McpRequest request, ToolOutcome outcome) =>
        outcome.Error is { Kind: ProxyErrorKind.UpstreamHttp or ProxyErrorKind.InvalidArguments, Status: 404 or 410 } ? NotFound(request, request.Resource!.Uri) : McpFault.Of(outcome); // Only requests with a resource are read.

    /// <summary>One client wants to hear of more resources than it may.</summary>
    public static McpFault TooManySubscriptions(int limit) => McpFault.InvalidParams($"a client can subscribe to {limit} resources; end a subscription first.");

    private static McpFault TooLong { get; } = McpFault.InvalidParams($"uri is longer than {ResourceSet.MaxUriLength} characters.");
}
