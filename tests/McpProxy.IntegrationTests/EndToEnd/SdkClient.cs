using ModelContextProtocol.Client;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>The client of the C# SDK.</summary>
internal static class SdkClient
{
    /// <summary>Connects over Streamable HTTP with one revision of the protocol.</summary>
    public static Task<McpClient> ConnectAsync(Uri endpoint, string revision, CancellationToken cancellationToken) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = endpoint, TransportMode = HttpTransportMode.StreamableHttp }),
        new McpClientOptions { ProtocolVersion = revision },
        cancellationToken: cancellationToken);
}
