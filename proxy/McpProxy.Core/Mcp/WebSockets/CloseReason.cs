using System.Net.WebSockets;

namespace McpProxy.Mcp.WebSockets;

/// <summary>Why a connection ends.</summary>
/// <param name="Label">How metrics tell it.</param>
/// <param name="Status">The close code that the client gets (RFC 6455, 7.4); null when it can get none.</param>
/// <param name="Text">The reason that it reads, at most 123 bytes.</param>
internal sealed record CloseReason(string Label, WebSocketCloseStatus? Status = null, string Text = "")
{
    /// <summary>1013 of the IANA registry; the enumeration lacks it.</summary>
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    /// <summary>The client closed; the code is our half of the handshake.</summary>
    public static CloseReason Client { get; } = new("client", WebSocketCloseStatus.NormalClosure);

    /// <summary>The connection is gone without a close from the client, or it answered no ping.</summary>
    public static CloseReason Lost { get; } = new("lost");

    /// <summary>The client sent what is no WebSocket, or text that is no UTF-8; the runtime has closed with 1002 or 1007.</summary>
    public static CloseReason ProtocolError { get; } = new("protocol_error");

    public static CloseReason Shutdown { get; } = new("shutdown", WebSocketCloseStatus.EndpointUnavailable, "The server is shutting down.");

    public static CloseReason Binary { get; } = new("binary", WebSocketCloseStatus.InvalidMessageType, "Messages are text frames.");

    public static CloseReason TooLarge { get; } = new("too_large", WebSocketCloseStatus.MessageTooBig, "The message is too large.");

    public static CloseReason SlowSender { get; } = new("slow_sender", WebSocketCloseStatus.PolicyViolation, "A message took too long to arrive.");

    public static CloseReason SlowReader { get; } = new("slow_reader", TryAgainLater, "Messages are not read fast enough.");

    public static CloseReason CredentialsExpired { get; } = new("credentials_expired", WebSocketCloseStatus.PolicyViolation, "The credentials of this connection have expired.");

    /// <summary>The configuration has changed, and the new one does not let the caller in.</summary>
    public static CloseReason CredentialsRevoked { get; } = new("credentials_revoked", WebSocketCloseStatus.PolicyViolation, "The credentials of this connection are not accepted any more.");

    public static CloseReason Failed { get; } = new("error", WebSocketCloseStatus.InternalServerError, "The server failed.");
}
