using System.Net;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>Redirects are not followed: whoever can make a server redirect must not get what was meant for that server.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private readonly string _token = ExampleFiles.PartnerToken("acme");

    private ExampleGateway _gateway = null!;

    private Caller Partner => Caller.Bearer(_token);

    public async ValueTask InitializeAsync()
    {
        _gateway = await ExampleGateway.StartAsync("openbridge");
        _gateway.Watch.AddSecret("the partner's refresh token", _token);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Upstream_Redirects_IsPassedToHttpCallersAndAnErrorForTools(int status)
    {
        _gateway.Simulator.Faults.Set("/sp", $"status={status},location={Elsewhere}");

        using var overHttp = await _gateway.SendAsync(Partner, "/sp/campaigns/list", HttpMethod.Post, "{}");
        var overMcp = await _gateway.FailToolAsync(Partner, "list_campaigns");

        Assert.Equal((HttpStatusCode)status, overHttp.StatusCode);
        Assert.Equal("upstream_http", overMcp.GetProperty("kind").GetString());
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/echo"));
    }

    [Theory]
    [InlineData("/openbridge/auth", 307)]
    [InlineData("/openbridge/sri", 302)]
    [InlineData("/openbridge/service", 301)]
    public async Task TokenServer_Redirects_GetsNoCredentialSentElsewhere(string server, int status)
    {
        _gateway.Simulator.Faults.Set(server, $"status={status},location={Elsewhere}");

        await _gateway.FailAsync(Partner, "/v2/profiles");
        await _gateway.FailToolAsync(Partner, "list_campaigns");

        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/echo"));
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/v2"));
    }

    private string Elsewhere => Uri.EscapeDataString(new Uri(_gateway.Simulator.BaseAddress, "echo/elsewhere").AbsoluteUri);
}
