using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Sets <c>Content-Type</c> and <c>Accept</c> of a request on its way to the upstream. Allocates nothing when nothing changes.</summary>
internal static class MediaHeaders
{
    private const string Accept = "Accept";
    private const string ContentType = "Content-Type";

    /// <summary>Names the type of a body better than its sender has. Who names more than clients name by themselves has chosen.</summary>
    public static void SetContentType(RequestTransformContext context, string type)
    {
        if (context.ProxyRequest.Content is not { } content || HttpMethods.IsGet(context.ProxyRequest.Method.Method))
        {
            return;
        }

        var headers = content.Headers;
        var current = headers.NonValidated.TryGetValues(ContentType, out var values) ? values.ToString() : "";
        if (MediaTypeName.IsGeneric(current) && !current.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            headers.Remove(ContentType);
            headers.TryAddWithoutValidation(ContentType, type);
        }
    }

    /// <summary>Asks for one of the types that are offered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="offered">What the upstream offers.</param>
    /// <param name="preferred">What is wanted most, best first.</param>
    /// <param name="otherwise">What to ask for when the caller asks for nothing, and nothing else is clear.</param>
    public static void SetAccept(RequestTransformContext context, OfferedTypes offered, ReadOnlySpan<string> preferred, string? otherwise)
    {
        var headers = context.ProxyRequest.Headers;
        // One value is the text itself; several lines of one header are rare.
        var current = headers.NonValidated.TryGetValues(Accept, out var values) ? values.ToString() : "";
        var chosen = offered.Choose(current, preferred) ?? (current.Length == 0 ? otherwise : null);
        if (chosen is not null && !current.Equals(chosen, StringComparison.OrdinalIgnoreCase) && !IsOfTheTool(context, current))
        {
            headers.Remove(Accept);
            headers.TryAddWithoutValidation(Accept, chosen);
        }
    }

    /// <summary>Whether an <c>Accept</c> is what the operator wrote for the tool. One that nobody wrote takes anything.</summary>
    private static bool IsOfTheTool(RequestTransformContext context, string accept) =>
        !OfferedTypes.IsOpen(accept) && ProxyExchange.Get(context.HttpContext) is { Door: ExchangeDoor.Mcp };
}
