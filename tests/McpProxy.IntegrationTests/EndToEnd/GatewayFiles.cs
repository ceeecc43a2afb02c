using System.Text.Json.Nodes;
using McpProxy.IntegrationTests.Cli;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>The configuration of a gateway under test: a base file, and a layer that the test rewrites while the gateway runs.</summary>
internal sealed class GatewayFiles : IDisposable
{
    private readonly WorkFolder _folder = new();

    public GatewayFiles(Uri upstream, string engine = "Direct")
    {
        BaseFile = _folder.Write("gateway.json", Base(upstream, engine));
        WriteLayer(0);
    }

    public string Folder => _folder.Path;

    public string BaseFile { get; }

    public string LayerFile { get; private set; } = "";

    public static string MarkerTool(int revision) => $"revision_{revision}";

    /// <summary>A layer with a tool named after the revision, and a header that every request of the route carries.</summary>
    public void WriteLayer(int revision)
    {
        var layer = new JsonObject
        {
            ["ReverseProxy"] = JsonNode.Parse($$"""
                { "Routes": { "echo": { "Transforms": [ { "RequestHeader": "X-Revision", "Set": "{{revision}}" } ] } } }
                """),
            ["Mcp"] = new JsonObject
            {
                ["Tools"] = new JsonObject
                {
                    [MarkerTool(revision)] = JsonNode.Parse("""{ "Route": "echo", "Request": "GET /echo/marker" }"""),
                },
            },
        };
        LayerFile = _folder.Write("layer.json", layer.ToJsonString());
    }

    public void Dispose() => _folder.Dispose();

    private static string Base(Uri upstream, string engine) => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "echo": { "ClusterId": "upstream", "Match": { "Path": "/echo/{**rest}" } },
              "fault": { "ClusterId": "upstream", "Match": { "Path": "/fault/{**rest}" } }
            },
            "Clusters": { "upstream": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          },
          "McpProxy": { "Shutdown": { "DrainTimeout": "01:00:00" } },
          "Mcp": {
            "Engine": "{{engine}}",
            "Tools": {
              "echo": { "Route": "echo", "Request": "GET /echo/tool", "Parameters": { "message": "string!" } },
              "slow": {
                "Route": "fault",
                "Request": "GET /fault/delay-ms=3000/echo/tool",
                "Parameters": { "message": "string!" }
              },
              "endless": { "Route": "fault", "Request": "GET /fault/delay-ms=600000/echo/tool", "Timeout": "00:10:00" }
            }
          }
        }
        """;
}
