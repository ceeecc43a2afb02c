using CustomPlugin;
using McpProxy.Configuration;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Samples;

/// <summary>The tool of <c>samples/CustomPlugin</c>.</summary>
public sealed class OrderToolTests
{
    [Fact]
    public async Task OrderTotal_OrderWithLines_IsAddedUpThroughItsRoute()
    {
        await using var partner = await StartPartnerAsync();
        await using var proxy = await StartAsync(partner, """{ "Route": "orders" }""");

        var result = await proxy.CallAsync("order_total", """{"id":"7"}""");

        Assert.Equal("""{"id":"7","total":29.70,"lines":2}""", result.GetProperty("structuredContent").GetRawText());
    }

    [Fact]
    public async Task OrderTotal_OrderWithoutLines_SaysSo()
    {
        await using var partner = await StartPartnerAsync();
        await using var proxy = await StartAsync(partner, """{ "Route": "orders" }""");

        var result = await proxy.CallAsync("order_total", """{"id":"8"}""");

        Assert.Equal("The order 8 has no lines. Choose another order.", result.GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{ "Rute": "orders" }""", "McpProxy:OrderTools:Rute: MCP010: Unknown key 'Rute'. Did you mean 'Route'?")]
    [InlineData("""{ "Route": "order" }""", "McpProxy:OrderTools:Route: MCP103: There is no route 'order'. Did you mean 'orders'?")]
    public async Task Configuration_Mistake_IsReportedOnce(string section, string mistake)
    {
        await using var partner = await StartPartnerAsync();

        var exception = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync(partner, section));

        Assert.Equal([mistake], exception.Errors.Select(e => e.ToString()));
    }

    private static async Task<WebApplication> StartPartnerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/orders/{id}", (string id) => Results.Text(
            id == "7" ? """{"lines":[{"price":9.90,"quantity":2},{"price":9.90,"quantity":1}]}""" : """{"lines":[]}""", "application/json"));
        await app.StartAsync();
        return app;
    }

    private static Task<ProxyHost> StartAsync(WebApplication partner, string section) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "orders": { "ClusterId": "partner", "Match": { "Path": "/orders/{**rest}" } } },
            "Clusters": { "partner": { "Destinations": { "main": { "Address": "{{partner.Urls.First()}}" } } } }
          },
          "McpProxy": { "OrderTools": {{section}} }
        }
        """,
        builder => builder.Services.AddMcpProxy(builder.Configuration).AddOrderTools());
}
