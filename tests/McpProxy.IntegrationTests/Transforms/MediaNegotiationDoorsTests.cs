using System.Text.Json.Nodes;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Transforms;

/// <summary>Which <c>Accept</c> reaches the upstream's socket, for what it offers, what the caller asks for and what the operator prefers; through both doors, declared in both ways.</summary>
public sealed class MediaNegotiationDoorsTests
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Exports = "application/vnd.adgroupsexport.v1+json, application/vnd.adsexport.v1+json, application/vnd.campaignsexport.v1+json, application/vnd.targetsexport.v1+json";

    /// <summary>Nothing is preferred: that stands in options.</summary>
    public static TheoryData<string, string?, string> Vectors { get; } = new()
    {
        { "application/vnd.a.v1+json, application/vnd.a.v1.1+json", "*/*", "application/vnd.a.v1.1+json" },
        { "application/vnd.a.v3+json, application/vnd.a.v5+json", "application/vnd.a.v3+json", "application/vnd.a.v3+json" },
        { "application/json, application/vnd.x.asins.v3+json, application/vnd.x.themes.v3+json", null, "application/json" },
        { $"{Sheet}, application/json", "*/*", Sheet },
        { "application/json", "text/csv", "text/csv" },
    };

    [Theory]
    [InlineData(Exports, null, "application/vnd.targetsexport.v1+json, application/json", "application/vnd.targetsexport.v1+json")]
    [InlineData("", null, "application/json", "application/json")]
    public async Task Accept_Preferred_IsTheSameThroughBothDoors(string offered, string? accept, string preferred, string expected)
    {
        var options = new JsonObject { ["Responses"] = Lists(offered), ["Preferred"] = Lists(preferred) };

        Assert.Equal([expected, expected], await SendAsync(new JsonObject { ["MediaNegotiation"] = "x" }, options, accept));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Accept_ByNamedOptions_IsTheSameThroughBothDoors(string offered, string? accept, string expected) =>
        Assert.Equal([expected, expected], await SendAsync(new JsonObject { ["MediaNegotiation"] = "x" }, new JsonObject { ["Responses"] = Lists(offered) }, accept));

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Accept_ByTheRouteItself_IsTheSameThroughBothDoors(string offered, string? accept, string expected) =>
        Assert.Equal([expected, expected], await SendAsync(new JsonObject { ["Produces"] = offered }, null, accept));

    /// <returns>What an HTTP request and a tool call sent. The tool's <c>Accept</c> is what its operator wrote.</returns>
    private static async Task<string[]> SendAsync(JsonObject transform, JsonObject? options, string? accept)
    {
        await using var upstream = new RawUpstream();
        var tool = new JsonObject { ["Route"] = "r", ["Request"] = "GET /x" };
        if (accept is not null)
        {
            tool["Headers"] = new JsonObject { ["Accept"] = accept };
        }

        var configuration = JsonNode.Parse($$"""
            {
              "ReverseProxy": {
                "Routes": { "r": { "ClusterId": "c", "Match": { "Path": "/x" } } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": { "Tools": {} }, "McpProxy": {}
            }
            """)!;
        configuration["ReverseProxy"]!["Routes"]!["r"]!["Transforms"] = new JsonArray(transform);
        configuration["Mcp"]!["Tools"]!["t"] = tool;
        if (options is not null)
        {
            configuration["McpProxy"]!["MediaNegotiation"] = new JsonObject { ["x"] = options };
        }

        await using var proxy = await ProxyHost.StartAsync(configuration.ToJsonString(), builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await proxy.CallAsync("t");
        return [.. upstream.Requests.Select(AcceptOf)];
    }

    private static string AcceptOf(string request) =>
        string.Join('\n', request.Split("\r\n").Where(l => l.StartsWith("Accept:", StringComparison.OrdinalIgnoreCase)).Select(l => l["Accept:".Length..].Trim()));

    private static JsonObject Lists(string types) =>
        types.Length == 0 ? [] : new JsonObject { ["GET /x"] = new JsonArray([.. types.Split(", ").Select(t => (JsonNode)JsonValue.Create(t))]) };
}
