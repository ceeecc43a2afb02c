using System.Text;
using McpProxy.Configuration.Loading;
using McpProxy.Plugins.Credentials;
using McpProxy.UnitTests.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace McpProxy.UnitTests.Plugins.Credentials.OAuth;

public sealed class OAuthSectionTests
{
    private const string Right = """ "ClientId": "c", "AuthorizationUrl": "https://idp.example/a", "TokenUrl": "https://idp.example/t" """;

    [Fact]
    public async Task Load_Minimal_IsValid() =>
        Assert.Empty(await LoadAsync($$"""{ {{Right}}, "RedirectUri": "https://proxy.example/auth/callback" }"""));

    [Fact]
    public async Task Load_PublicOrigin_IsEnoughForTheRedirectUri() => Assert.Empty(await LoadAsync(
        $"{{ {Right} }}", """, "Authentication": { "PublicOrigin": "https://proxy.example", "Schemes": { "p": { "Kind": "PartnerToken" } } }"""));

    [Fact]
    public async Task Load_Mistakes_AreReportedAtOnce() => Assert.Equal(
        [
            "McpProxy:OAuth:idp:AuthorizationParameters:State MCP016",
            "McpProxy:OAuth:idp:AuthorizationUrl MCP016",
            "McpProxy:OAuth:idp:ClientId MCP013",
            "McpProxy:OAuth:idp:ClientSecret MCP013",
            "McpProxy:OAuth:idp:ExpiresAt MCP016",
            "McpProxy:OAuth:idp:Pkce MCP016",
            "McpProxy:OAuth:idp:RedirectUri MCP016",
            "McpProxy:OAuth:idp:RefreshBefore MCP012",
            "McpProxy:OAuth:idp:ScopeSeparator MCP016",
            "McpProxy:OAuth:idp:TokenUrl MCP013",
        ],
        (await LoadAsync("""
            {
              "AuthorizationUrl": "http://idp.example/a", "RedirectUri": "https://proxy.example/cb#x", "Pkce": false, "ClientAuthentication": "Basic",
              "AuthorizationParameters": { "State": "x", "prompt": "consent" }, "ExpiresAt": "expires", "RefreshBefore": "02:00:00", "ScopeSeparator": ";"
            }
            """)).Order());

    [Fact]
    public async Task Load_NothingSaysWhereToComeBackTo_IsAMistake() =>
        Assert.Equal(["McpProxy:OAuth:idp:RedirectUri MCP013"], await LoadAsync($"{{ {Right} }}"));

    [Fact]
    public async Task Load_TransformOfAnUnknownProvider_IsAMistake()
    {
        var errors = await LoadJsonAsync("""
            {
              "ReverseProxy": {
                "Routes": { "r": { "ClusterId": "c", "Match": { "Path": "/x" }, "Transforms": [ { "OAuthToken": "strva" } ] } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "http://127.0.0.1:9/" } } } }
              },
              "McpProxy": { "OAuth": { "strava": { "Preset": "strava", "ClientId": "c", "RedirectUri": "https://proxy.example/auth/callback" } } }
            }
            """);

        Assert.Equal(["ReverseProxy:Routes:r:Transforms:0:OAuthToken MCP014"], errors);
    }

    private static Task<IReadOnlyList<string>> LoadAsync(string provider, string more = "") =>
        LoadJsonAsync($$"""{ "McpProxy": { "OAuth": { "idp": {{provider}} } {{more}} } }""");

    private static async Task<IReadOnlyList<string>> LoadJsonAsync(string json)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new TestEnvironment("Production"));
        services.AddMcpProxy(configuration).AddCredentials();
        await using var provider = services.BuildServiceProvider();
        var result = await provider.GetRequiredService<ConfigLoader>().LoadAsync(configuration, TestContext.Current.CancellationToken);
        return [.. result.Errors.Select(e => $"{e.Path} {e.Code}")];
    }
}
