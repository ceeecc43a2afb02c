namespace McpProxy.Mcp.Sessions;

/// <summary>An event stream of a session whose events are kept, and which one connection reads at a time.</summary>
/// <param name="Session">The session.</param>
/// <param name="Log">The events.</param>
/// <param name="Reader">Says when the connection that has it now must let go of it.</param>
/// <param name="EndsWithResponse">Whether nothing comes any more once the response to which it belongs is complete.</param>
internal sealed record KeptStream(McpSession Session, StreamLog Log, SessionScope Reader, bool EndsWithResponse)
{
    /// <summary>Whether the stream begins here; otherwise the client already knows it.</summary>
    public bool IsNew { get; init; } = true;

    /// <summary>Says that the connection has let go of it.</summary>
    public void Return() => Session.ReturnStream(Log.Stream, Reader);
}
