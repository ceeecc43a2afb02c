using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using ModelContextProtocol.Protocol;

namespace McpProxy.Mcp.Sdk;

/// <summary>Makes the SDK's message of a request.</summary>
internal static class SdkMessages
{
    private const string MetaPrefix = "io.modelcontextprotocol/";

    /// <exception cref="JsonException">A member occurs twice.</exception>
    public static JsonRpcRequest Create(SdkCall call)
    {
        var request = call.Request;
        return new JsonRpcRequest
        {
            Id = SdkJson.Read<RequestId>(request.Envelope.Id.Span),
            Method = McpMethods.Name(request.Envelope.Method),
            Params = CreateParams(request),
            Context = new JsonRpcMessageContext
            {
                // Without it an initialize would be checked against the revision it only asks for.
                ProtocolVersion = request.Envelope.Method == McpMethod.Initialize ? null : request.Revision.Text,
                User = request.Caller?.User,
                RelatedTransport = call.Reply,
                Items = call.AsItems(),
            },
        };
    }

    private static JsonObject CreateParams(McpRequest request)
    {
        var envelope = request.Envelope;
        var options = new JsonDocumentOptions { MaxDepth = request.Toolset.Surface.Config.Limits.MaxJsonDepth, AllowDuplicateProperties = false };
        var parameters = envelope.Params.IsObject ? JsonNode.Parse(envelope.Params.Raw.Span, documentOptions: options)!.AsObject() : [];
        // The handler takes the arguments as they came: parsing them would only be undone again.
        parameters.Remove("arguments");
        if (parameters["_meta"] is JsonObject meta)
        {
            RemoveUnread(meta, request.Revision);
        }
        else
        {
            parameters.Remove("_meta");
        }

        if (envelope.Method == McpMethod.Initialize)
        {
            Complete(parameters, request.Revision);
        }
        else if (envelope.Method == McpMethod.CompletionComplete)
        {
            Simplify(parameters);
        }

        return parameters;
    }

    /// <summary>Takes out what neither engine reads, so that the SDK cannot refuse a request for it.</summary>
    private static void RemoveUnread(JsonObject meta, ProtocolRevision revision)
    {
        meta.Remove(MetaPrefix + "clientInfo");
        meta.Remove(MetaPrefix + "logLevel");
        if (!revision.IsModern)
        {
            meta.Remove(MetaPrefix + "protocolVersion");
            meta.Remove(MetaPrefix + "clientCapabilities");
        }
    }

    /// <summary>The handler reads these itself; the SDK would refuse members that we leave unread.</summary>
    private static void Simplify(JsonObject parameters)
    {
        parameters["ref"] = new JsonObject { ["type"] = "ref/prompt", ["name"] = "any" };
        parameters["argument"] = new JsonObject { ["name"] = "any", ["value"] = "" };
        parameters.Remove("context");
    }

    /// <summary>The SDK refuses an initialize for an unknown revision; the specification wants it answered with one we know.</summary>
    private static void Complete(JsonObject parameters, ProtocolRevision agreed)
    {
        parameters["protocolVersion"] = agreed.Text;
        parameters["capabilities"] = new JsonObject();
        parameters["clientInfo"] = new JsonObject { ["name"] = "client", ["version"] = "0" };
    }
}
