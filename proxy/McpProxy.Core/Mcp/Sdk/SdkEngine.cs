using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpProxy.Mcp.Sdk;

/// <summary>
/// The long way: every request goes through the SDK's <see cref="McpServer"/>, as a second opinion on the direct path.
/// Modern and session-less requests get a server each; a session has one as long as it lives.
/// </summary>
internal sealed class SdkEngine(SdkServerOptions options) : IMcpEngine
{
    public async ValueTask ProcessAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        var call = new SdkCall(request, new SdkReply(request, reply, cancellationToken), cancellationToken);
        if (!TryCreate(call, out var message))
        {
            await reply.FaultAsync(McpFault.InvalidRequest("a member occurs twice."));
            return;
        }

        reply.ExpectDelay();
        var settings = options.For(request.Toolset, request.Revision);
        if (request.Session is { } session)
        {
            var peer = session.GetPeer(() => new SdkSession(session.Id, settings));
            peer.Post(message);
            // Handlers use the arguments where they lie in the body, so even a cancelled one must end first. A server
            // that is stopped sends no more answers, but waits for its handlers.
            await await Task.WhenAny(call.Reply.Completion, peer.Stopped);
        }
        else
        {
            await RunAloneAsync(call, message, settings);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task RunAloneAsync(SdkCall call, JsonRpcRequest message, McpServerOptions settings)
    {
        await using var server = McpServer.Create(new SingleRequestTransport(message, call.Reply), settings, NullLoggerFactory.Instance);
        await server.RunAsync(call.CancellationToken);
        call.CancellationToken.ThrowIfCancellationRequested();
        await call.Reply.Completion;
    }

    private static bool TryCreate(SdkCall call, [NotNullWhen(true)] out JsonRpcRequest? message)
    {
        try
        {
            message = SdkMessages.Create(call);
            return true;
        }
        catch (JsonException)
        {
            message = null;
            return false;
        }
    }
}
