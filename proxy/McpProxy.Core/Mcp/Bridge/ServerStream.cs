using System.Net;
using McpProxy.Mcp.Wire;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Bridge;

/// <summary>The GET stream through which an initialize-era server speaks unasked: opened when the client is ready, and again when it breaks.</summary>
internal sealed partial class ServerStream(RemoteServer server, BridgeOptions options, TimeProvider time, Func<byte[], ValueTask> tell, ILogger logger)
{
    /// <summary>Failures in a row after which the stream is given up: about five minutes.</summary>
    private const int MaxFailures = 15;

    /// <summary>Reads until the server does not offer the stream, does not come back, or the client is gone.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        var position = new StreamPosition();
        try
        {
            for (var failures = 0; failures <= MaxFailures; failures++)
            {
                switch (await ReadAsync(position, ended))
                {
                    case Outcome.NotOffered:
                        return;
                    case Outcome.Ended:
                        failures = 0;
                        break;
                }

                await Task.Delay(position.DelayAfter(failures), time, ended);
            }

            Log.StreamLost(logger, options.Name);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client is gone, or opened a new session.
        }
    }

    private async Task<Outcome> ReadAsync(StreamPosition position, CancellationToken ended)
    {
        using var silence = new Silence(Timeout.InfiniteTimeSpan, time, ended);
        try
        {
            using var response = await server.OpenStreamAsync(position.LastEventId, ended);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                // 405 is how a server says that it has no such stream; other refusals of this kind will not pass either.
                return (int)response.StatusCode is >= 500 or 429 ? Outcome.Failed : Outcome.NotOffered;
            }

            await foreach (var message in RemoteEvents.ReadAsync(response, options.MaxMessageBytes, position, silence))
            {
                if (EnvelopeReader.Read(message, BridgeMessages.MaxDepth, out _) is null)
                {
                    await tell(message);
                }
            }

            return Outcome.Ended;
        }
        catch (BridgeException e)
        {
            Log.StreamFailed(logger, e.Message);
            return Outcome.Failed;
        }
    }

    private enum Outcome
    {
        NotOffered,
        Ended,
        Failed,
    }

    private static partial class Log
    {
        [LoggerMessage(452, LogLevel.Debug, "The stream of server messages broke and is opened again: {Reason}")]
        public static partial void StreamFailed(ILogger logger, string reason);

        [LoggerMessage(453, LogLevel.Warning, "The stream of server messages of {Server} could not be opened again: changes are no longer told. Requests go on.")]
        public static partial void StreamLost(ILogger logger, string server);
    }
}
