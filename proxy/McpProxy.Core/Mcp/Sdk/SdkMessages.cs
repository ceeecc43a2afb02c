using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using ModelContextProtocol.Protocol;

namespace McpProxy.Mcp.Sdk;

/// <summary>Makes the SDK's message of a request.</summary>
internal static class SdkMessages
{
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

    /// <summary>
    /// What both engines read, and nothing else: the SDK cannot refuse a request for members that are none of its business, nor stumble over
    /// names that are no text. The handler takes the arguments as they came: parsing them would only be undone again.
    /// </summary>
    private static JsonObject CreateParams(McpRequest request)
    {
        var envelope = request.Envelope;
        var options = new JsonDocumentOptions { MaxDepth = request.Toolset.Surface.Config.Limits.MaxJsonDepth, AllowDuplicateProperties = false };
        var parameters = new JsonObject();
        Add("name", envelope.Name, parameters, options);
        Add("uri", envelope.Uri, parameters, options);
        Add("taskId", envelope.TaskId, parameters, options);
        Add("cursor", envelope.Cursor, parameters, options);
        Add("level", envelope.Level, parameters, options);
        Add("notifications", envelope.Notifications, parameters, options);
        Add("inputResponses", envelope.InputResponses, parameters, options);
        Add("requestState", envelope.RequestState, parameters, options);
        if (CreateMeta(envelope, request.Revision, options) is { Count: > 0 } meta)
        {
            parameters["_meta"] = meta;
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

    private static JsonObject CreateMeta(Envelope envelope, ProtocolRevision revision, JsonDocumentOptions options)
    {
        var meta = new JsonObject();
        Add("progressToken", envelope.ProgressToken, meta, options);
        if (revision.IsModern)
        {
            Add("io.modelcontextprotocol/protocolVersion", envelope.MetaVersion, meta, options);
            Add("io.modelcontextprotocol/clientCapabilities", envelope.ClientCapabilities, meta, options);
        }

        return meta;
    }

    private static void Add(string name, JsonSlice value, JsonObject to, JsonDocumentOptions options)
    {
        if (!value.IsMissing)
        {
            to[name] = JsonNode.Parse(value.Raw.Span, documentOptions: options);
        }
    }

    /// <summary>The handler reads these itself; the SDK only needs them to be there.</summary>
    private static void Simplify(JsonObject parameters)
    {
        parameters["ref"] = new JsonObject { ["type"] = "ref/prompt", ["name"] = "any" };
        parameters["argument"] = new JsonObject { ["name"] = "any", ["value"] = "" };
    }

    /// <summary>The SDK refuses an initialize for an unknown revision; the specification wants it answered with one we know.</summary>
    private static void Complete(JsonObject parameters, ProtocolRevision agreed)
    {
        parameters["protocolVersion"] = agreed.Text;
        parameters["capabilities"] = new JsonObject();
        parameters["clientInfo"] = new JsonObject { ["name"] = "client", ["version"] = "0" };
    }
}
