using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Results of a real upstream through both engines: every kind of content, in every revision, must come out the same.</summary>
public sealed class ResultParityTests : IAsyncLifetime
{
    private RunningSimulator _simulator = null!;
    private ProxyHost _direct = null!;
    private ProxyHost _sdk = null!;

    public static TheoryData<string, string> Calls { get; } = new MatrixTheoryData<string, string>(
        ["list_profiles", "echo", "not_found", "image", "audio", "blob", "link", "big", "made", "numbers", "progress", "invalid"],
        ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"]);

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync();
        _direct = await ProxyHost.StartAsync(Configuration("Direct"));
        _sdk = await ProxyHost.StartAsync(Configuration("Sdk"));
    }

    public async ValueTask DisposeAsync()
    {
        await _direct.DisposeAsync();
        await _sdk.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_AnyContent_IsTheSameThroughBothEngines(string tool, string revision)
    {
        var expected = await CallAsync(_direct, tool, revision);
        var actual = await CallAsync(_sdk, tool, revision);

        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal(tool is "not_found" or "big" or "invalid", (bool?)expected.Messages[^1]["result"]!["isError"] ?? false);
        Assert.Equal(tool == "progress", expected.Messages.Count > 1);
        Assert.Equal(expected.Messages.Count, actual.Messages.Count);
        for (var i = 0; i < expected.Messages.Count; i++)
        {
            Assert.True(JsonNode.DeepEquals(expected.Messages[i], actual.Messages[i]), $"{expected.Messages[i]}\n{actual.Messages[i]}");
        }
    }

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-11-25")]
    [InlineData("2025-06-18")]
    [InlineData("2025-03-26")]
    public async Task List_RealTools_IsTheSameThroughBothEngines(string revision)
    {
        var expected = Assert.Single((await SendAsync(_direct, "tools/list", "", null, revision)).Messages);
        var actual = Assert.Single((await SendAsync(_sdk, "tools/list", "", null, revision)).Messages);

        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected}\n{actual}");
    }

    private static Task<(int Status, List<JsonNode> Messages)> CallAsync(ProxyHost proxy, string tool, string revision)
    {
        var arguments = tool == "echo" ? """{"name":"n","payload":{"a":[1,2.50,"é\n"],"b":null}}""" : "{}";
        return SendAsync(proxy, "tools/call", $""" "name":"{tool}","arguments":{arguments} """, tool, revision);
    }

    private static async Task<(int Status, List<JsonNode> Messages)> SendAsync(ProxyHost proxy, string method, string parameters, string? name, string revision)
    {
        var isModern = revision == "2026-07-28";
        var versions = isModern ? """ "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}, """ : "";
        var comma = parameters.Length > 0 ? "," : "";
        var body = $$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{ {{{parameters}}}{{{comma}}} "_meta":{ {{{versions}}} "progressToken":"t" } } }""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", revision);
        request.Headers.Add("Mcp-Method", method);
        if (name is not null)
        {
            request.Headers.Add("Mcp-Name", name);
        }

        using var response = await proxy.Http.SendAsync(request);
        return ((int)response.StatusCode, Messages(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>The messages of a body or of a stream, without what differs from call to call.</summary>
    private static List<JsonNode> Messages(string text)
    {
        var lines = text.StartsWith('{') ? [text] : text.Split('\n').Where(l => l.StartsWith("data: ", StringComparison.Ordinal)).Select(l => l["data: ".Length..]);
        var messages = lines.Select(l => JsonNode.Parse(l)!).ToList();
        foreach (var message in messages)
        {
            (message["result"]?["_meta"]?["mcpproxy/error"] as JsonObject)?.Remove("requestId");
            (message["result"]?["structuredContent"] as JsonObject)?.Remove("requestId");
        }

        return messages;
    }

    private string Configuration(string engine) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "ads", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{_simulator.BaseAddress}}" } } } }
          },
          "Mcp": {
            "Engine": "{{engine}}",
            "Instructions": "Handle with care.",
            "Tools": {
              "list_profiles": { "Route": "all", "Request": "GET /v2/profiles" },
              "echo": { "Route": "all", "Request": "POST /echo/{name}", "Title": "Echo", "Response": { "Select": [ "method", "path", "body" ] },
                        "Parameters": { "name": "string!", "payload": { "Type": "object", "In": "body", "As": "$" } } },
              "not_found": { "Route": "all", "Request": "GET /no/such/path" },
              "image": { "Route": "all", "Request": "GET /media/image.png" },
              "audio": { "Route": "all", "Request": "GET /media/audio.wav" },
              "blob": { "Route": "all", "Request": "GET /media/blob.bin?bytes=100" },
              "link": { "Route": "all", "Request": "GET /media/blob.bin?bytes=5000", "Response": { "MaxInlineBytes": 1000 } },
              "big": { "Route": "all", "Request": "GET /amc/reporting/i/workflows?items=1000", "Response": { "MaxBytes": 2000 } },
              "made": { "Route": "all", "Request": "GET /mcp-result" },
              "numbers": { "Route": "all", "Request": "GET /v2/profiles", "OutputSchema": { "type": "array", "items": { "$ref": "#/$defs/p" }, "$defs": { "p": { "type": "object" } } } },
              "progress": { "Route": "all", "Request": "GET /stream/sse?events=3" },
              "invalid": { "Route": "all", "Request": "GET /v2/profiles/{profileId}", "Parameters": { "profileId": "string!" } }
            }
          }
        }
        """;
}
