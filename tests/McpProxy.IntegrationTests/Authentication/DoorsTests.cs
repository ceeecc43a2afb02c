using System.Net;
using System.Text.Json;
using McpProxy.Hosting;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>The same credential has the same effect on both doors, and reaches the upstream through neither.</summary>
public sealed class DoorsTests : IAsyncLifetime
{
    private const string PartnerToken = "account-17:0123456789abcdef0123456789";

    private SecuredGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync($$"""
        "Realm": "ads",
        "Schemes": {
          {{ApiKeys}},
          "partner": { "Kind": "PartnerToken", "Pattern": "[^:\\s]+:[^:\\s]+", "Headers": [ "X-Openbridge-Token", "Authorization" ] }
        }
        """);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("plain", "X-API-Key", null, 401)]
    [InlineData("plain", "X-API-Key", "wrong", 401)]
    [InlineData("plain", "X-API-Key", GuestKey, 200)]
    [InlineData("plain", "Authorization", "Bearer " + GuestKey, 200)]
    [InlineData("plain", "Authorization", GuestKey, 200)]
    [InlineData("plain", "Authorization", "Bearer unknown", 401)]
    [InlineData("plain", "Authorization", "Basic dTpw", 401)]
    [InlineData("reporting", "X-API-Key", null, 401)]
    [InlineData("reporting", "X-API-Key", GuestKey, 403)]
    [InlineData("reporting", "X-API-Key", ReaderKey, 200)]
    public async Task Route_SameCredential_SameStatusOnBothDoors(string route, string header, string? value, int status)
    {
        using var overHttp = await _gateway.GetAsync("/echo/" + route, With(header, value));
        using var overMcp = await _gateway.Proxy.SendCallAsync(route, "{}", With(header, value));

        Assert.Equal(status, (int)overHttp.StatusCode);
        Assert.Equal(status, (int)overMcp.StatusCode);
        if (value is not null && !value.Contains("wrong", StringComparison.Ordinal))
        {
            // Without an accepted credential the MCP endpoint itself asks, for what it demands of everybody.
            Assert.Equal(overHttp.Headers.WwwAuthenticate.ToString(), overMcp.Headers.WwwAuthenticate.ToString());
        }

        Assert.Equal(status != 200, overHttp.Headers.WwwAuthenticate.Count > 0);
    }

    [Theory]
    [InlineData("X-API-Key", ReaderKey)]
    [InlineData("Authorization", "Bearer " + ReaderKey)]
    [InlineData("authorization", ReaderKey)]
    public async Task Credential_Accepted_ReachesTheUpstreamThroughNeitherDoor(string header, string value)
    {
        using var overHttp = await _gateway.GetAsync("/echo/reporting", With(header, value));
        using var overMcp = await _gateway.Proxy.SendCallAsync("reporting", "{}", With(header, value));

        Assert.DoesNotContain(ReaderKey, await EchoedAsync(overHttp), StringComparison.Ordinal);
        Assert.DoesNotContain(ReaderKey, await EchoedAsync(overMcp), StringComparison.Ordinal);
    }

    /// <summary>Headers for the proxy are not the upstream's business, those that this version does not know included.</summary>
    [Theory]
    [InlineData("/echo/open")]
    [InlineData("/echo/passing")]
    public async Task Header_ForTheProxy_NeverGoesUpstream(string path)
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """);

        using var response = await gateway.GetAsync(path, request => request.With("X-McpProxy-Tenant", "evil-1").With("x-mcpproxy-anything", "evil-2").With("X-McpProxyish", "kept"));

        var echoed = await EchoedAsync(response);
        Assert.DoesNotContain("evil", echoed, StringComparison.Ordinal);
        Assert.Contains("kept", echoed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_OfAnotherScheme_IsTakenOutAsWell()
    {
        using var response = await _gateway.GetAsync("/echo/plain", request =>
        {
            With("X-API-Key", GuestKey)(request);
            With("X-Openbridge-Token", PartnerToken)(request);
            With("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")(request);
        });

        var seen = await EchoedAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("openbridge", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("authorization", seen, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Credential_ForTheUpstreamInAnotherForm_PassesTheHttpDoor()
    {
        using var response = await _gateway.GetAsync("/echo/plain", request =>
        {
            With("X-API-Key", GuestKey)(request);
            With("Authorization", "Basic dTpw")(request);
        });

        Assert.Contains("Basic dTpw", await EchoedAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRoute_LetsEverybodyInButWrongCredentials()
    {
        using var nobody = await _gateway.GetAsync("/echo/open");
        using var wrong = await _gateway.GetAsync("/echo/open", With("X-API-Key", "wrong"));
        using var known = await _gateway.GetAsync("/echo/open", With("X-API-Key", GuestKey));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (nobody.StatusCode, wrong.StatusCode, known.StatusCode));
        Assert.DoesNotContain(GuestKey, await EchoedAsync(known), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRouteThatPassesCredentialsOn_LeavesThemToTheUpstream()
    {
        using var response = await _gateway.GetAsync("/echo/passing", With("Authorization", "Bearer of-the-upstream"));

        Assert.Contains("Bearer of-the-upstream", await EchoedAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OnTheHttpDoor_IsAProblemWithAChallenge()
    {
        using var response = await _gateway.GetAsync("/echo/reporting", With("X-API-Key", "wrong"));
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("not_authenticated", problem.GetProperty("code").GetString());
        Assert.Equal("Bearer realm=\"ads\", scope=\"ads.read\", error=\"invalid_token\", error_description=\"No scheme knows this credential.\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task Forbidden_ByAScope_SaysWhichOne()
    {
        using var response = await _gateway.GetAsync("/echo/reporting", With("X-API-Key", GuestKey));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("error=\"insufficient_scope\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("scope=\"ads.read\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Openbridge-Token", PartnerToken)]
    [InlineData("Authorization", "Bearer " + PartnerToken)]
    public async Task PartnerToken_OnARouteThatDoesNotTradeIt_IsNobodysProof(string header, string value)
    {
        using var overHttp = await _gateway.GetAsync("/echo/plain", With(header, value));
        using var overMcp = await _gateway.Proxy.SendCallAsync("plain", "{}", With(header, value));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.Empty(overHttp.Headers.WwwAuthenticate); // No scope would help.
    }

    [Fact]
    public async Task Header_WithTwoValues_IsRefused()
    {
        using var response = await _gateway.GetAsync("/echo/plain", request => request.Headers.TryAddWithoutValidation("X-API-Key", [GuestKey, ReaderKey]));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task McpEndpoint_WithoutACredential_AsksForOneWhateverIsSent()
    {
        var (call, _) = await _gateway.SendAsync(McpMessages.ModernRequest("tools/list"));
        var (initialize, _) = await _gateway.SendAsync(McpMessages.LegacyRequest("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}"""));
        using var stream = await _gateway.GetAsync("/mcp");
        using var toolset = await _gateway.GetAsync("/mcp/nothing-of-this-name");

        Assert.All((HttpResponseMessage[])[call, initialize, stream, toolset], r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData(GuestKey, HttpStatusCode.Forbidden)]
    [InlineData(ReaderKey, HttpStatusCode.OK)]
    public async Task PolicyInCode_IsMetByTheCallersOfOurSchemes(string? key, HttpStatusCode expected)
    {
        await using var gateway = await StartAsync(
            $$""" "Schemes": { {{ApiKeys}} } """, """ "Policies": { "other": {} } """,
            configure: builder => builder.Services.AddAuthorizationBuilder().AddPolicy("reporting", p => p.RequireClaim("plan", "pro")), mcpPolicy: "other");

        using var overHttp = await gateway.GetAsync("/echo/reporting", With("X-API-Key", key));
        using var overMcp = await gateway.Proxy.SendCallAsync("reporting", "{}", With("X-API-Key", key));

        Assert.Equal((expected, expected), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.Equal(expected == HttpStatusCode.Unauthorized, overHttp.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task PluginEndpoint_SeesTheCallerAndRefusesNobodyByItself()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """, configure: builder => builder.Services.AddSingleton<IEndpointMapper, WhoAmIEndpoint>());

        using var known = await gateway.GetAsync("/who-am-i", With("X-API-Key", ReaderKey));
        using var nobody = await gateway.GetAsync("/who-am-i");

        Assert.Equal("acme keys reader True", await known.Content.ReadAsStringAsync());
        Assert.Equal("   False", await nobody.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stdio_IsTheOperators()
    {
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("""
            {"jsonrpc":"2.0","id":1,"method":"tools/list"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"reporting"}}

            """));
        using var output = new MemoryStream();

        await _gateway.Proxy.Services.GetRequiredService<McpProxy.Mcp.Stdio.StdioServer>().RunAsync(input, output, toolset: null, CancellationToken.None);

        var answers = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(a => a.GetProperty("id").GetInt32());
        Assert.Equal(4, answers[1].GetProperty("result").GetProperty("tools").GetArrayLength());
        Assert.False(answers[2].GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Preflight_NeedsNoCredential()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/mcp");
        request.Headers.Add("Origin", "http://localhost:3000");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await _gateway.Proxy.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
