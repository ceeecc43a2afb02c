using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Configuration;
using McpProxy.IntegrationTests.Admin;
using McpProxy.State;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The endpoint at which upstreams say that resources changed.</summary>
public sealed class ResourceWebhookTests : IAsyncLifetime
{
    private const string Watched = """
        "plain": { "Uri": "test://plain", "Route": "api", "Request": "GET /plain" },
        "told": { "Uri": "test://told/{id}", "Route": "api", "Request": "GET /told/{id}", "Watch": { "Webhook": true } },
        "polled": { "Uri": "test://polled", "Route": "api", "Request": "GET /polled", "Watch": { "Interval": "01:00:00" } }
        """;

    private const string Path = "/mcp-webhooks/resources";
    private static readonly byte[] Key = "0123456789abcdef0123456789abcdef"u8.ToArray();
    private readonly TestTimeProvider _time = new();
    private readonly MemoryStateStore _state = new(TimeProvider.System, () => long.MaxValue);
    private ResourceUpstream _upstream = null!;
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("MCPPROXY_TEST_WEBHOOK_KEY", $"whsec_{Convert.ToBase64String(Key)}");
        _upstream = await ResourceUpstream.StartAsync();
        _proxy = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"uri":"test://told/1"}""")]
    [InlineData("""{"uris":["test://nobody","test://polled","test://told/2","test://told/1"],"more":true}""")]
    public async Task Post_Signed_TellsTheSubscribers(string body)
    {
        using var stream = await EventReader.OpenAsync(_proxy.Http, McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"resourceSubscriptions":["test://told/1","test://polled"]} """));
        await stream.NextAsync();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(body));

        Assert.Contains("\"uri\":\"test://told/1\"", await stream.NextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(_upstream.Requests, r => r.StartsWith("/told", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("signature", "")]
    [InlineData("signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("signature", "v1,%%%")]
    [InlineData("signature", "v2,AAAA v1, v1")]
    [InlineData("timestamp", "")]
    [InlineData("timestamp", "-5")]
    [InlineData("timestamp", "99999999999999999999")]
    [InlineData("timestamp", "0")]
    [InlineData("id", "")]
    [InlineData("id", "another")]
    public async Task Post_HeaderIsWrong_Is401(string header, string value) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("""{"uri":"test://told/1"}""", request => request.With($"webhook-{header}", value)));

    [Theory]
    [InlineData(299, HttpStatusCode.Accepted)]
    [InlineData(-299, HttpStatusCode.Accepted)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    public async Task Post_AtAnotherTime_IsTakenForFiveMinutes(int seconds, HttpStatusCode expected) =>
        Assert.Equal(expected, await PostAsync("""{"uri":"test://told/1"}""", age: seconds));

    [Fact]
    public async Task Post_SeveralSignatures_OneIsEnough() =>
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"uri":"test://told/1"}""", request =>
            request.With("webhook-signature", $"v1,{Convert.ToBase64String(new byte[32])} {request.Headers.GetValues("webhook-signature").Single()}")));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"uri":7}""")]
    [InlineData("""{"uris":["a",7]}""")]
    [InlineData("""{"uri":"a","uri":"b"}""")]
    [InlineData("""{"uri":"\ud800"}""")]
    public async Task Post_SignedNonsense_Is400(string body) => Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

    [Fact]
    public async Task Post_TooLarge_Is413() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(new string(' ', (256 * 1024) + 1)));

    [Fact]
    public async Task Get_IsNotAllowed() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _proxy.Http.GetAsync(new Uri(Path, UriKind.Relative))).StatusCode);

    [Fact]
    public async Task Post_NoSecretConfigured_IsNoEndpoint()
    {
        await using var proxy = await ResourceDoor.StartAsync(_upstream, McpEngine.Direct);

        using var response = await proxy.Http.PostAsync(new Uri(Path, UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode); // From the upstream, as of every path.
        Assert.Contains(Path, _upstream.Requests);
    }

    [Fact]
    public async Task Post_ToAnotherReplica_TellsTheSessionWhereverItsStreamIs()
    {
        await using var other = await StartAsync();
        var session = (await _proxy.Http.SendAsync(McpMessages.Initialize())).Headers.GetValues("Mcp-Session-Id").Single();
        using var stream = await EventReader.OpenAsync(other.Http, McpMessages.Get(session));

        // Subscribed here, streamed there, told here.
        Assert.NotNull((await ResourceDoor.LegacyAsync(_proxy, "resources/subscribe", """{"uri":"test://told/1"}""", session)).Result);
        var next = NextMessageAsync(stream);
        while (!next.IsCompleted)
        {
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"uri":"test://told/1"}""")); // The other replica hears of the subscription a moment later.
        }

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"test://told/1"}}""", await next);
    }

    [Fact]
    public async Task Post_FallbackPolicyOfTheHost_DoesNotLockUpstreamsOut()
    {
        await using var locked = await ResourceDoor.StartAsync(
            _upstream, McpEngine.Direct, Watched, ", \"ResourceWebhook\": { \"Secret\": \"env:MCPPROXY_TEST_WEBHOOK_KEY\" }",
            builder => builder.Services.AddSingleton<TimeProvider>(_time)
                .AddAuthentication("none").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("none", null).Services
                .AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()));

        using var mcp = await locked.Http.SendAsync(McpMessages.ModernRequest("resources/list"));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Unauthorized), (await PostAsync("""{"uri":"test://told/1"}""", to: locked), mcp.StatusCode));
    }

    private static async Task<string?> NextMessageAsync(EventReader stream)
    {
        var data = await stream.NextAsync();
        return data?.Length == 0 ? await stream.NextAsync() : data;
    }

    private Task<ProxyHost> StartAsync() => ResourceDoor.StartAsync(
        _upstream, McpEngine.Direct, Watched, ", \"ResourceWebhook\": { \"Secret\": \"env:MCPPROXY_TEST_WEBHOOK_KEY\" }",
        builder => builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton<IStateStore>(_state));

    private async Task<HttpStatusCode> PostAsync(string body, Action<HttpRequestMessage>? change = null, int age = 0, ProxyHost? to = null)
    {
        var timestamp = (_time.GetUtcNow().ToUnixTimeSeconds() - age).ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.With("webhook-id", "msg_1").With("webhook-timestamp", timestamp)
            .With("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"msg_1.{timestamp}.{body}"))));
        change?.Invoke(request);
        using var response = await (to ?? _proxy).Http.SendAsync(request);
        return response.StatusCode;
    }
}
