using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Bridge;

/// <summary>Lists the tools on the bridge's own account, to learn which headers a call was missing.</summary>
internal sealed class ToolRefresh(RemoteServer server, RequestExchange exchange)
{
    private const int MaxPages = 100;

    /// <summary>Reads all pages.</summary>
    /// <param name="call">The call that was refused; it lends version and capabilities.</param>
    /// <param name="cancelled">The client gives up the call.</param>
    public async Task RunAsync(Envelope call, CancellationToken cancelled)
    {
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var message = BridgeMessages.ListTools(BridgeMessages.OwnId(page), call, cursor);
            EnvelopeReader.Read(message, BridgeMessages.MaxDepth, out var request);
            var answer = await exchange.SendAsync(message, request, cancelled);
            if (EnvelopeReader.Read(answer, BridgeMessages.MaxDepth, out var list) is not null || !list.Result.IsObject)
            {
                return; // Refused: the error of the call says what is wrong.
            }

            server.Tools.Learn(list.Result.Raw);
            cursor = BridgeMessages.ResultText(answer, "nextCursor");
            if (cursor is null)
            {
                return;
            }
        }
    }
}
