using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>What the tests of resources share: a gateway with resources over one upstream.</summary>
internal static class ResourceDoor
{
    public const string Resources = """
        "text": { "Uri": "test://text", "Route": "api", "Request": "GET /text", "Title": "Text", "Description": "A text.", "MimeType": "text/markdown", "Size": 5,
                  "Annotations": { "Audience": [ "user" ], "Priority": 0.5, "LastModified": "2026-01-31T12:00:00+00:00" }, "Icons": [ { "Src": "https://example.com/i.png" } ] },
        "plain": { "Uri": "test://plain", "Route": "api", "Request": "GET /plain" },
        "item": { "Uri": "test://items/{id}{?fields}", "Route": "api", "Request": "GET /items/{id}", "Title": "Item", "MimeType": "application/json" },
        "typed": { "Uri": "test://typed/{n}", "Route": "api", "Request": "GET /typed", "Parameters": { "n": { "Type": "integer", "Maximum": 10 } } },
        "selected": { "Uri": "test://selected", "Route": "api", "Request": "GET /selected", "Response": { "Select": [ "a.b" ] } },
        "small": { "Uri": "test://small", "Route": "api", "Request": "GET /small", "Response": { "MaxBytes": 1024 } }
        """;

    public static Task<ProxyHost> StartAsync(ResourceUpstream upstream, McpEngine engine, string resources = Resources, string more = "", Action<WebApplicationBuilder>? configure = null) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "api": { "ClusterId": "api", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "api": { "Destinations": { "a": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Engine": "{{engine}}", "ServerInfo": { "Name": "test", "Version": "1" }, "Resources": { {{resources}} }, "Toolsets": { "few": { "Resources": [ "pl*" ] }, "none": { } } {{more}} }
        }
        """, configure);

    public static async Task<Answer> SendAsync(ProxyHost proxy, HttpRequestMessage request) => await Answer.ReadAsync(await proxy.Http.SendAsync(request));

    public static Task<Answer> ReadAsync(ProxyHost proxy, string uri, string path = "/mcp") =>
        SendAsync(proxy, McpMessages.ModernRequest("resources/read", $"\"uri\":{JsonSerializer.Serialize(uri)}", HeaderName(uri), path: path));

    public static Task<Answer> LegacyAsync(ProxyHost proxy, string method, string parameters = "{}", string? session = null, string version = "2025-11-25") =>
        SendAsync(proxy, McpMessages.LegacyRequest(method, parameters, session: session, version: version));

    public static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut got {actual?.ToJsonString()}");

    private static string HeaderName(string uri) =>
        uri.All(c => c is > ' ' and < '\u007f') ? uri : $"=?base64?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(uri))}?=";
}
