using McpProxy.Dispatch;
using McpProxy.Mcp.Connections;

namespace McpProxy.Mcp.LegacySse;

/// <summary>One client: its stream is open, and its messages come in requests of their own.</summary>
/// <param name="toolset">The toolset it is served; null for everything.</param>
/// <param name="principal">Who opened the stream; messages of others are not its messages.</param>
/// <param name="output">The stream.</param>
/// <param name="connection">Answers the messages.</param>
/// <param name="lost">Cancelled when the stream is lost.</param>
internal sealed class LegacySseClient(string? toolset, string principal, SseOutput output, DuplexConnection connection, CancellationToken lost)
{
    private readonly Lock _lock = new();
    private bool _isEnded;

    public string? Toolset { get; } = toolset;

    public string Principal { get; } = principal;

    public bool IsCongested => output.IsCongested;

    /// <summary>Cancelled when the stream is lost.</summary>
    public CancellationToken Lost { get; } = lost;

    /// <summary>Takes a message; it belongs to the client then.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">The request that brought it.</param>
    /// <returns>False when the stream has ended.</returns>
    public bool TryAccept(PooledBuffer message, OpeningRequest sender)
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                connection.Accept(message, sender);
            }

            return !_isEnded;
        }
    }

    /// <summary>Takes nothing more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isEnded = true;
        }
    }
}
