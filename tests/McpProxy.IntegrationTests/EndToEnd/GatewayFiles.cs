using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>The configuration of a gateway under test: a base file, and a layer that the test rewrites while the gateway runs.</summary>
internal sealed class GatewayFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpproxy-test-").FullName;

    public GatewayFiles(Uri upstream, string engine = "Direct")
    {
        File.WriteAllText(BaseFile, Base(upstream, engine));
        WriteLayer(0);
    }

    public string BaseFile => Path.Combine(_folder, "gateway.json");

    public string LayerFile => Path.Combine(_folder, "layer.json");

    public static string MarkerTool(int revision) => $"revision_{revision}";

    /// <summary>
    /// A layer with a tool named after the revision and a header that every request of the route carries, moved into place so
    /// that nobody reads half a file.
    /// </summary>
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
        var next = LayerFile + ".next";
        File.WriteAllText(next, layer.ToJsonString());
        File.Move(next, LayerFile, overwrite: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Base(Uri upstream, string engine) => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "echo": { "ClusterId": "upstream", "Match": { "Path": "/echo/{**rest}" } },
              "fault": { "ClusterId": "upstream", "Match": { "Path": "/fault/{**rest}" } }
            },
            "Clusters": { "upstream": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          },
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
