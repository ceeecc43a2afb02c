using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using Microsoft.AspNetCore.Hosting;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>A destination that leads back to the proxy ends in 508, not in a proxy without connections.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task HttpDoor_DestinationIsTheProxy_Answers508()
    {
        await using var proxy = await StartLoopAsync(FreePort(), """{ "MaxHops": 3 }""");

        using var response = await proxy.Http.GetAsync("/loop", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.LoopDetected, response.StatusCode);
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("loop_detected", problem.GetProperty("code").GetString());
        Assert.False(problem.GetProperty("retryable").GetBoolean());
    }

    [Theory]
    [InlineData("again")]
    [InlineData("loop")]
    public async Task Tool_LeadsBackThroughEitherDoor_IsAnErrorWith508(string tool)
    {
        await using var proxy = await StartLoopAsync(FreePort(), """{ "MaxHops": 3 }""");

        var result = await proxy.CallAsync(tool);

        Assert.True(result.GetRawText().Contains("loop_detected", StringComparison.Ordinal), result.GetRawText());
    }

    [Theory]
    [InlineData("{}", null, "mcpproxy")]
    [InlineData("{}", "cdn.example; a=1, mcpproxy", "cdn.example; a=1, mcpproxy, mcpproxy")]
    [InlineData("""{ "MaxHops": 0 }""", null, null)]
    [InlineData("""{ "MaxHops": 0 }""", "cdn.example", "cdn.example")]
    public async Task HttpDoor_Header_CountsThisHop(string host, string? received, string? sent)
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await ProxyHost.StartAsync(Configuration(upstream.Address, host));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/loop");
        if (received is not null)
        {
            request.Headers.TryAddWithoutValidation("CDN-Loop", received);
        }

        using var response = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(upstream.Requests.TryDequeue(out var bytes));
        var line = bytes.Split("\r\n").SingleOrDefault(l => l.StartsWith("CDN-Loop:", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(sent, line?["CDN-Loop: ".Length..]);
    }

    /// <summary>The configuration is a file, which keeps the JSON type of "2.0".</summary>
    private static async Task<ProxyHost> StartLoopAsync(int port, string host)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Configuration($"http://127.0.0.1:{port}/", host), TestContext.Current.CancellationToken);
            return await ProxyHost.StartAsync("{}", builder =>
            {
                builder.Configuration.AddMcpProxyFile(file, reloadOnChange: false);
                builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
            });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Configuration(string destination, string host) => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "loop": { "ClusterId": "c", "Match": { "Path": "/loop" } },
              "again": { "ClusterId": "c", "Match": { "Path": "/again" }, "Transforms": [ { "PathSet": "/mcp" } ] }
            },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "{{destination}}" } } } }
          },
          "Mcp": {
            "Tools": {
              "loop": { "Route": "loop", "Request": "GET /loop" },
              "again": {
                "Route": "again", "Request": "POST /again",
                "Headers": { "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-11-25" },
                "Parameters": {
                  "jsonrpc": { "Type": "string", "Const": "2.0" },
                  "id": { "Type": "integer", "Const": 1 },
                  "method": { "Type": "string", "Const": "tools/call" },
                  "params": { "Type": "object", "Const": { "name": "again", "arguments": {} } }
                }
              }
            }
          },
          "McpProxy": {{host}}
        }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
