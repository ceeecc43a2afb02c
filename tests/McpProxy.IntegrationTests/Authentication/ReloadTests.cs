using System.Net;
using System.Text.Json.Nodes;
using AdsSimulator;
using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>Schemes and policies change while the process serves.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private const string Reporting = """ "Policies": { "reporting": { "Scopes": [ "ads.read" ] } } """;
    private static readonly string OnlyReader = $$""" "Schemes": { "keys": { "Kind": "ApiKey", "Keys": { "reader": { "Hash": "{{HashOf(ReaderKey)}}", "Tenant": "acme", "Scopes": [ "ads.read" ] } } } } """;

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("mcpproxy-auth-").FullName, "config.json");
    private RunningSimulator _simulator = null!;
    private ProxyHost _proxy = null!;
    private IConfigurationRoot _root = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync();
        Write($$""" "Schemes": { {{ApiKeys}} } """, Reporting);
        _proxy = await ProxyHost.StartAsync("{}", builder => Use(builder));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task Key_TakenAway_IsOfNoUseAnywhere()
    {
        using var guest = await ConnectAsync(GuestKey);
        using var reader = await ConnectAsync(ReaderKey);
        Assert.NotNull((await ListAsync(guest))["result"]);

        await ReloadAsync(OnlyReader, Reporting);

        using var overHttp = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/echo/plain"), GuestKey);
        using var overMcp = await SendAsync(McpMessages.ModernRequest("tools/list"), GuestKey);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.Contains("No scheme knows this credential", (string)(await ListAsync(guest))["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(4, (await ListAsync(reader))["result"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task Policy_Changed_CountsAtOnceAndIsToldToListeners()
    {
        using var listen = McpMessages.ModernRequest("subscriptions/listen", """ "notifications": { "toolsListChanged": true } """);
        With("X-API-Key", GuestKey)(listen);
        using var events = await EventReader.OpenAsync(_proxy.Http, listen);
        Assert.Contains("acknowledged", await events.NextAsync(), StringComparison.Ordinal);
        using var before = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/echo/reporting"), GuestKey);

        await ReloadAsync($$""" "Schemes": { {{ApiKeys}} } """, """ "Policies": { "reporting": { "Principals": [ "guest" ] } } """);

        using var after = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/echo/reporting"), GuestKey);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
        Assert.Contains("notifications/tools/list_changed", await events.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistake_LeavesWhatWasGood()
    {
        var status = await ReloadAsync(""" "Schemes": {} """, Reporting);

        using var nobody = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/echo/plain"), "wrong");
        using var guest = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/echo/plain"), GuestKey);
        Assert.Single(status.Errors);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (nobody.StatusCode, guest.StatusCode));
    }

    [Fact]
    public async Task Section_TakenAway_ChangesNothing()
    {
        var status = await ReloadAsync(() => File.WriteAllText(_file, $$"""
            {
              "ReverseProxy": {
                "Routes": { "plain": { "ClusterId": "sim", "Match": { "Path": "/echo/{**rest}" } } },
                "Clusters": { "sim": { "Destinations": { "one": { "Address": "{{_simulator.BaseAddress}}" } } } }
              }
            }
            """));

        using var nobody = await _proxy.Http.GetAsync("/echo/plain", TestContext.Current.CancellationToken);
        using var guest = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/echo/plain"), GuestKey);
        Assert.Equal("MCP059", Assert.Single(status.Errors).Code);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (nobody.StatusCode, guest.StatusCode));
    }

    private void Use(WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddMcpProxyFile(_file, reloadOnChange: false);
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        _root = builder.Configuration;
    }

    private void Write(string authentication, string authorization) => File.WriteAllText(_file, SecuredGateway.Configuration(_simulator, authentication, authorization, ""));

    private Task<ConfigStatus> ReloadAsync(string authentication, string authorization) => ReloadAsync(() => Write(authentication, authorization));

    private async Task<ConfigStatus> ReloadAsync(Action write)
    {
        var reloader = _proxy.Services.GetRequiredService<ConfigReloader>();
        var attempt = new TaskCompletionSource<ConfigStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        reloader.StatusChanged += attempt.SetResult;
        write();
        _root.Reload();
        return await attempt.Task.Soon();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string key)
    {
        With("X-API-Key", key)(request);
        return await _proxy.Http.SendAsync(request);
    }

    private async Task<WebSocketPeer> ConnectAsync(string key)
    {
        var client = new WebSocketPeer();
        client.Socket.Options.SetRequestHeader("X-API-Key", key);
        await client.TryConnectAsync(_proxy.Address);
        return client;
    }

    private static async Task<JsonNode> ListAsync(WebSocketPeer client)
    {
        await client.SendAsync("""{ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {} }""");
        return (await client.ReadAsync())!;
    }
}
