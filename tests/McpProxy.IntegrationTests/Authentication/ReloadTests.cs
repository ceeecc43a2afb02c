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
        Assert.Equal((1008, "The credentials of this connection are not accepted any more."), await guest.ReadCloseAsync());
        Assert.Equal(4, (await ListAsync(reader))["result"]!["tools"]!.AsArray().Count);
    }

    /// <summary>What was opened with a key ends with it, whatever it is; what others opened goes on.</summary>
    [Fact]
    public async Task Key_TakenAway_EndsItsStreams()
    {
        var guest = await OpenStreamsAsync("X-API-Key", GuestKey);
        var reader = await OpenStreamsAsync("X-API-Key", ReaderKey);

        await ReloadAsync(OnlyReader, Reporting);

        foreach (var stream in guest)
        {
            await EndAsync(stream);
        }

        await ReloadAsync(OnlyReader.Replace("\"Tenant\": \"acme\", ", "", StringComparison.Ordinal), Reporting);
        foreach (var stream in reader)
        {
            await EndAsync(stream); // It is another caller's key now.
        }
    }

    /// <summary>A partner's token has not proved itself, and is still the same caller after a reload.</summary>
    [Fact]
    public async Task PartnerToken_OfASchemeThatStays_KeepsItsStreamsAndConnections()
    {
        const string Token = "somebody:0123456789abcdef";
        const string Partner = """ "Schemes": { "partner": { "Kind": "PartnerToken" } } """;
        await ReloadAsync(Partner, """ "Policies": { "reporting": { "Schemes": [ "partner" ] } } """);
        var streams = await OpenStreamsAsync("Authorization", "Bearer " + Token);
        using var socket = await ConnectAsync("Bearer " + Token, "Authorization");

        await ReloadAsync(Partner, """ "Policies": { "reporting": { "Principals": [ "nobody" ] } } """);

        Assert.NotNull((await ListAsync(socket))["result"]);
        await ReloadAsync($$""" "Schemes": { {{ApiKeys}} } """, Reporting);
        foreach (var stream in streams)
        {
            await EndAsync(stream);
        }

        Assert.Equal(1008, (await socket.ReadCloseAsync()).Code);
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

    /// <summary>A stream of each kind.</summary>
    private async Task<EventReader[]> OpenStreamsAsync(string header, string credential)
    {
        using var listen = McpMessages.ModernRequest("subscriptions/listen", """ "notifications": { "toolsListChanged": true } """).With(header, credential);
        var listening = await EventReader.OpenAsync(_proxy.Http, listen);
        Assert.Contains("acknowledged", await listening.NextAsync(), StringComparison.Ordinal);
        using var opened = await _proxy.Http.SendAsync(McpMessages.Initialize().With(header, credential));
        using var get = McpMessages.Get(opened.Headers.GetValues("Mcp-Session-Id").Single()).With(header, credential);
        var session = await EventReader.OpenAsync(_proxy.Http, get);
        Assert.Equal(HttpStatusCode.OK, session.Response.StatusCode);
        using var old = new HttpRequestMessage(HttpMethod.Get, "/sse").With("Accept", "text/event-stream").With(header, credential);
        var sse = await EventReader.OpenAsync(_proxy.Http, old);
        Assert.NotNull(await sse.NextAsync());
        return [listening, session, sse];
    }

    private static async Task EndAsync(EventReader stream)
    {
        using (stream)
        {
            while (await stream.NextAsync() is { } told)
            {
                Assert.Contains("list_changed", told, StringComparison.Ordinal);
            }
        }
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
        reloader.StatusChanged += status => attempt.TrySetResult(status);
        write();
        _root.Reload();
        return await attempt.Task.Soon();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string key)
    {
        With("X-API-Key", key)(request);
        return await _proxy.Http.SendAsync(request);
    }

    private async Task<WebSocketPeer> ConnectAsync(string key, string header = "X-API-Key")
    {
        var client = new WebSocketPeer();
        client.Socket.Options.SetRequestHeader(header, key);
        await client.TryConnectAsync(_proxy.Address);
        return client;
    }

    private static async Task<JsonNode> ListAsync(WebSocketPeer client)
    {
        await client.SendAsync("""{ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {} }""");
        return (await client.ReadAsync())!;
    }
}
