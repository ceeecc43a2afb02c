using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>Checks the params that a method reads, so that every engine gets the same requests and refuses the same.</summary>
internal static class RequestCheck
{
    /// <returns>Why the request is refused, or null. Sets <see cref="McpRequest.Page"/>.</returns>
    public static McpFault? Check(McpRequest request)
    {
        var envelope = request.Envelope;
        if (!McpMethods.IsServed(envelope.Method, request.Revision.IsModern))
        {
            return McpFault.MethodNotFound(envelope.MethodText, request.Revision.IsModern);
        }

        if (!IsProgressToken(envelope.ProgressToken))
        {
            return McpFault.InvalidParams("_meta.progressToken must be a string or an integer.");
        }

        return envelope.Method switch
        {
            McpMethod.ToolsCall => CheckCall(request),
            McpMethod.ToolsList => CheckList(request),
            McpMethod.Initialize when !envelope.RequestedVersion.IsString => McpFault.InvalidParams("protocolVersion must be a string."),
            McpMethod.SubscriptionsListen when !envelope.Notifications.IsObject => McpFault.InvalidParams("notifications must be an object."),
            _ => null,
        };
    }

    private static McpFault? CheckCall(McpRequest request)
    {
        var envelope = request.Envelope;
        if (!envelope.Name.IsString)
        {
            return McpFault.InvalidParams("name must be a string.");
        }

        if (envelope.Arguments.Kind is not (JsonTokenType.None or JsonTokenType.Null or JsonTokenType.StartObject))
        {
            return McpFault.InvalidParams("arguments must be an object.");
        }

        return request.Tool is null ? McpFault.InvalidParams($"unknown tool \"{McpFault.Echo(envelope.Name.GetString())}\".") : null;
    }

    private static McpFault? CheckList(McpRequest request)
    {
        if (request.Toolset.Page(request.Revision, request.Envelope.Cursor) is not { } page)
        {
            return McpFault.InvalidParams("cursor is not one this server gave; begin again without it.");
        }

        request.Page = page;
        return null;
    }

    private static bool IsProgressToken(JsonSlice token) => token.Kind switch
    {
        JsonTokenType.None or JsonTokenType.Null or JsonTokenType.String => true,
        JsonTokenType.Number => IsInteger(token.Raw.Span),
        _ => false,
    };

    private static bool IsInteger(ReadOnlySpan<byte> number) =>
        System.Buffers.Text.Utf8Parser.TryParse(number, out long _, out var length) && length == number.Length;
}
