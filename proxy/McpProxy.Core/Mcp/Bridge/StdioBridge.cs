using McpProxy.Mcp.Stdio;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Bridge;

/// <summary>
/// Carries MCP between two streams, one message on a line, and a server on Streamable HTTP, for clients that know only
/// stdio. It knows of the messages what HTTP needs to know and hands them on byte by byte.
/// </summary>
internal sealed class StdioBridge(BridgeOptions options, TimeProvider time, ILogger<StdioBridge> logger)
{
    /// <summary>Runs until the input ends, nobody reads the output any more, or <paramref name="cancellationToken"/> fires; requests that still run are then waited for.</summary>
    /// <param name="input">The client's messages.</param>
    /// <param name="output">Takes the server's, and nothing else may write to it.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    /// <returns>Why the server was never reached; null when it was, or nothing was sent.</returns>
    public async Task<string?> RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        await using var lines = new LineReader(input);
        await using var writer = new LineWriter(output);
        using var server = new RemoteServer(options);
        await using var connection = new BridgeConnection(server, writer, options, time, logger);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, writer.Broken);
        try
        {
            await ReadAsync(lines, connection, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Told to stop, or nobody is there any more.
        }

        await connection.DrainAsync();
        return server.WasReached ? null : server.Unreachable;
    }

    private async Task ReadAsync(LineReader lines, BridgeConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await lines.ReadAsync(options.MaxMessageBytes, cancellationToken) is not { } line)
                {
                    return;
                }

                connection.Accept(line);
            }
            catch (LineTooLongException)
            {
                await connection.RefuseAsync(default, McpFault.InvalidRequest($"the message is larger than {options.MaxMessageBytes} bytes."));
            }
        }
    }
}
