using McpProxy.Mcp.Connections;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace McpProxy.Mcp.Stdio;

/// <summary>Serves MCP over two streams, one message on a line, for clients that start the proxy as their child.</summary>
/// <param name="context">The rest of the surface.</param>
/// <param name="host">Says how long running calls may take to end after the input has ended: as long as over HTTP.</param>
internal sealed class StdioServer(ConnectionContext context, IOptions<HostOptions> host)
{
    /// <summary>Serves until the input ends, nobody reads the output any more, or <paramref name="cancellationToken"/> fires; calls that still run are then waited for.</summary>
    /// <param name="input">The client's messages.</param>
    /// <param name="output">Takes ours, and nothing else may write to it.</param>
    /// <param name="toolset">The toolset to serve; null for all tools.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    public async Task RunAsync(Stream input, Stream output, string? toolset, CancellationToken cancellationToken)
    {
        await using var lines = new LineReader(input);
        await using var writer = new LineWriter(output);
        await using var connection = new DuplexConnection(context, writer, toolset, opening: null, ConnectionLimits.None);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, writer.Broken);
        try
        {
            await ReadAsync(lines, connection, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Told to stop, or nobody is there any more.
        }

        await connection.DrainAsync(host.Value.ShutdownTimeout);
    }

    private async Task ReadAsync(LineReader lines, DuplexConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var maxBytes = context.Config.Current.Mcp.Limits.MaxRequestBytes;
            try
            {
                if (await lines.ReadAsync(maxBytes, cancellationToken) is not { } message)
                {
                    return;
                }

                connection.Accept(message);
            }
            catch (LineTooLongException)
            {
                await connection.RefuseAsync(McpFault.InvalidRequest($"the message is larger than {maxBytes} bytes."));
            }
        }
    }
}
