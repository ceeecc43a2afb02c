using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using ModelContextProtocol.Protocol;

namespace McpProxy.Mcp.Sdk;

/// <summary>Where the SDK sends what belongs to one request: the last message ends our reply, those before it are notifications.</summary>
internal sealed class SdkReply(McpRequest request, Reply reply, CancellationToken cancelled) : ITransport
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? SessionId => request.Session?.Id;

    /// <summary>Nothing is read from a reply; the SDK asks only the transport that a server was made with.</summary>
    public ChannelReader<JsonRpcMessage> MessageReader => throw new NotSupportedException();

    /// <summary>Completes when the request has ended.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Set by the handler that refused the request; the SDK keeps neither its HTTP status nor its data.</summary>
    public McpFault? Fault { get; set; }

    /// <summary>Set by the handler when the caller must authenticate; the SDK has no word for that.</summary>
    public CallerChallenge? Challenge { get; set; }

    /// <summary>Set by the handler when the result asks the client for input.</summary>
    public byte[]? Asked { get; set; }

    /// <summary>Set by the handler when the tool failed.</summary>
    public bool IsToolError { get; set; }

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (message is JsonRpcResponse or JsonRpcError)
        {
            await EndAsync(message);
        }
        else if (!cancelled.IsCancellationRequested)
        {
            await reply.NotifyAsync(SdkJson.Write(message));
        }
    }

    /// <summary>Sends a message that the SDK does not know of.</summary>
    public ValueTask ForwardAsync(ReadOnlyMemory<byte> message) => reply.RequestAsync(message);

    public ValueTask DisposeAsync() => default;

    private async Task EndAsync(JsonRpcMessage message)
    {
        try
        {
            // Who cancelled gets no answer, not even that it was cancelled.
            if (!cancelled.IsCancellationRequested)
            {
                await (message is JsonRpcError error ? FailAsync(error) : reply.ResultAsync(ResultOf((JsonRpcResponse)message), IsToolError ? ReplyOutcome.ToolError : ReplyOutcome.Ok));
            }

            _completion.TrySetResult();
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }
    }

    private ValueTask FailAsync(JsonRpcError error)
    {
        if (Challenge is not null)
        {
            return reply.ChallengeAsync(Challenge);
        }

        if (Fault is not null)
        {
            return reply.FaultAsync(Fault with { Message = error.Error.Message });
        }

        var data = error.Error.Data is { } detail ? SdkJson.Write(detail) : [];
        return reply.FaultAsync(new McpFault(error.Error.Code, StatusOf(error.Error.Code), error.Error.Message) { Data = data });
    }

    private int StatusOf(int code) => code switch
    {
        JsonRpcCodes.MethodNotFound when request.Revision.IsModern => 404,
        JsonRpcCodes.HeaderMismatch or JsonRpcCodes.UnsupportedVersion when request.Revision.IsModern => 400,
        JsonRpcCodes.InternalError => 500,
        _ => 200,
    };

    private byte[] ResultOf(JsonRpcResponse response)
    {
        if (Asked is not null)
        {
            return Asked;
        }

        if (request.Envelope.Method is McpMethod.Initialize or McpMethod.ServerDiscover && response.Result is JsonObject result)
        {
            Correct(result);
        }

        return Encoding.UTF8.GetBytes(response.Result?.ToJsonString() ?? "{}");
    }

    /// <summary>The SDK claims capabilities by its handlers, not by what this endpoint has, and forbids caching, which our lists allow.</summary>
    private void Correct(JsonObject result)
    {
        var isDiscovery = request.Envelope.Method == McpMethod.ServerDiscover;
        var parts = JsonNode.Parse(JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            CapabilitiesWriter.Write(writer, request.Toolset, request.Revision, isDiscovery || request.Session is not null);
            if (isDiscovery)
            {
                CachingWriter.Write(writer, request.Toolset.Surface.Config.CacheTtl);
            }

            writer.WriteEndObject();
        }))!.AsObject();
        foreach (var (name, value) in parts.ToArray())
        {
            parts.Remove(name);
            result[name] = value;
        }
    }
}
