using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>Protected resource metadata (RFC 9728), and the challenges that lead to it.</summary>
public sealed class MetadataTests
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";
    private const string Jwt = """ "idp": { "Kind": "Jwt", "Authority": "https://login.example.com/tenant", "Audience": [ "api" ] } """;

    [Theory]
    [InlineData("", "https://proxy.example.com/mcp")]
    [InlineData("/mcp", "https://proxy.example.com/mcp")]
    [InlineData("/mcp/some", "https://proxy.example.com/mcp/some")]
    public async Task Document_OfEachEndpoint_NamesItsResource(string path, string resource)
    {
        await using var gateway = await StartAsync($$""" "PublicOrigin": "https://proxy.example.com:443/", "Documentation": "https://docs.example.com", "Schemes": { {{Jwt}} } """);

        using var response = await gateway.GetAsync(WellKnown + path);
        var document = await response.Content.ReadFromJsonAsync<JsonNode>();

        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(resource, (string)document!["resource"]!);
        Assert.Equal(["https://login.example.com/tenant"], Texts(document, "authorization_servers"));
        Assert.Equal(["ads.read"], Texts(document, "scopes_supported"));
        Assert.Equal(["header"], Texts(document, "bearer_methods_supported"));
        Assert.Equal("https://docs.example.com", (string)document["resource_documentation"]!);
    }

    [Theory]
    [InlineData("/mcp/nothing")]
    [InlineData("/mcp/")]
    [InlineData("/mcpx")]
    [InlineData("/elsewhere")]
    public async Task Document_OfNothing_IsNotThere(string path)
    {
        await using var gateway = await StartAsync($$""" "PublicOrigin": "https://proxy.example.com", "Schemes": { {{Jwt}} } """);

        using var response = await gateway.GetAsync(WellKnown + path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Document_WithoutAuthorizationServers_IsNotThereAndNotPointedTo()
    {
        await using var gateway = await StartAsync($$""" "PublicOrigin": "https://proxy.example.com", "Schemes": { {{ApiKeys}} } """);

        using var document = await gateway.GetAsync(WellKnown);
        using var refused = await gateway.GetAsync("/mcp");

        Assert.Equal(HttpStatusCode.NotFound, document.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("/mcp", "/mcp", "")]
    [InlineData("/mcp/some", "/mcp/some", "")]
    [InlineData("/mcp/reports", "/mcp/reports", ", scope=\"ads.read\"")]
    [InlineData("/echo/reporting", "/mcp", ", scope=\"ads.read\"")]
    public async Task Challenge_LeadsToTheDocumentOfWhatWasAskedFor(string path, string resource, string scope)
    {
        await using var gateway = await StartAsync($$""" "PublicOrigin": "https://proxy.example.com", "Schemes": { {{Jwt}} } """);

        using var response = await gateway.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal($"Bearer resource_metadata=\"https://proxy.example.com{WellKnown}{resource}\"{scope}", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    /// <summary>A proxy in front on the same machine may pass the name on that clients used.</summary>
    [Theory]
    [InlineData("proxy.example.com", HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData("evil.example.com", HttpStatusCode.NotFound, HttpStatusCode.Forbidden)]
    public async Task Host_OfThePublicOrigin_IsServedOnALoopbackListener(string host, HttpStatusCode document, HttpStatusCode endpoint)
    {
        await using var gateway = await StartAsync($$""" "PublicOrigin": "https://proxy.example.com", "Schemes": { {{Jwt}} } """);

        using var metadata = await gateway.GetAsync(WellKnown + "/mcp", request => request.Headers.Host = host);
        using var mcp = await gateway.GetAsync("/mcp", request => request.Headers.Host = host);

        Assert.Equal((document, endpoint), (metadata.StatusCode, mcp.StatusCode));
    }

    [Theory]
    [InlineData("""[ "127.0.0.0/8" ]""", "https://public.example.com")]
    [InlineData("""[ "10.0.0.0/8", "::1" ]""", null)]
    [InlineData("[]", null)]
    public async Task Origin_FromAProxyInFront_CountsIfThatIsTrusted(string trusted, string? expected)
    {
        await using var gateway = await StartAsync($$""" "TrustedProxies": {{trusted}}, "Schemes": { {{Jwt}} } """);

        using var response = await gateway.GetAsync("/mcp", request =>
        {
            With("X-Forwarded-Proto", "http, https")(request);
            With("X-Forwarded-Host", "evil.example.com\", public.example.com")(request);
        });

        var origin = expected ?? gateway.Proxy.Address.ToString().TrimEnd('/');
        Assert.Equal($"Bearer resource_metadata=\"{origin}{WellKnown}/mcp\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task Challenge_OfHeadersOfTheirOwn_NamesThem()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { "keys": { "Kind": "ApiKey", "Headers": [ "X-API-Key" ], "Keys": { "a": { "Hash": "{{HashOf(GuestKey)}}" } } } } """);

        using var response = await gateway.GetAsync("/echo/plain");
        using var passed = await gateway.GetAsync("/echo/plain", request =>
        {
            With("X-API-Key", GuestKey)(request);
            With("Authorization", "Bearer of-the-upstream")(request);
        });

        Assert.Equal("ApiKey header=\"X-API-Key\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
        Assert.Contains("of-the-upstream", await EchoedAsync(passed), StringComparison.Ordinal); // No scheme of ours reads it.
    }

    private static IEnumerable<string> Texts(JsonNode document, string name) => document[name]!.AsArray().Select(v => (string)v!);
}
