using System.Buffers;

namespace McpProxy.Mcp.Connections;

/// <summary>Our half of a connection: takes whole messages from any number of writers and sends them one after the other.</summary>
internal interface IMessageOutput
{
    /// <summary>Cancelled when nobody takes messages any more; sending is then without effect.</summary>
    CancellationToken Broken { get; }

    /// <summary>Sends a message that is already JSON on one line.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>Sends a message that is written straight into the output.</summary>
    ValueTask SendAsync<TState>(TState state, Action<IBufferWriter<byte>, TState> write);
}
