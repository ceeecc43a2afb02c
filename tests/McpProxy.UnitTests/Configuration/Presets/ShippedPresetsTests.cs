using System.Text;
using McpProxy.Configuration.Loading;
using McpProxy.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Configuration.Presets;

/// <summary>Every preset that ships is one that a section can name.</summary>
public sealed class ShippedPresetsTests
{
    private const string OAuth = """{ "ClientId": "c", "ClientSecret": "s", "RedirectUri": "https://proxy.example/auth/callback" }""";

    /// <summary>What presets leave to the operator, as the JSON of a section, by <c>section/name</c>.</summary>
    private static readonly Dictionary<string, string> _own = new()
    {
        ["OAuth/amazon-ads"] = OAuth,
        ["OAuth/amazon-ads-eu"] = OAuth,
        ["OAuth/amazon-ads-fe"] = OAuth,
        ["OAuth/strava"] = OAuth,
        ["TokenExchange/amazon-lwa-refresh"] = """{ "Values": { "client_id": "c" }, "Secrets": { "client_secret": "s" } }""",
        ["TokenExchange/client-credentials"] = """{ "Servers": { "idp": "https://idp.example/token" }, "Values": { "client_id": "c" }, "Secrets": { "client_secret": "s" } }""",
        ["TokenExchange/post-for-jwt"] = """{ "Servers": { "auth": "https://auth.example", "keys": "https://auth.example/keys" } }""",
        ["TokenExchange/refresh-token"] = """{ "Servers": { "idp": "https://idp.example/token" }, "Values": { "client_id": "c" } }""",
        ["TokenExchange/rfc8693"] = """{ "Servers": { "idp": "https://idp.example/token" } }""",
    };

    public static TheoryData<string, string> Shipped()
    {
        var shipped = new TheoryData<string, string>();
        var presets = SomeDescriptors.Presets();
        foreach (var preset in presets.Sections.SelectMany(presets.Of))
        {
            shipped.Add(preset.Section, preset.Name);
        }

        return shipped;
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Preset_WithWhatItLeavesToTheOperator_IsValid(string section, string name)
    {
        var own = _own.GetValueOrDefault($"{section}/{name}", "{}").TrimStart()[1..];
        var json = $$"""{ "McpProxy": { "{{section}}": { "x": { "Preset": "{{name}}"{{(own.Trim() == "}" ? "" : ",")}} {{own}} } } }""";
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostEnvironment>(new TestEnvironment("Development"));
        var builder = services.AddMcpProxy(configuration);
        foreach (var plugin in BuiltInPlugins.All)
        {
            plugin.Register(builder);
        }

        await using var provider = services.BuildServiceProvider();
        var result = await provider.GetRequiredService<ConfigLoader>().LoadAsync(configuration, TestContext.Current.CancellationToken);

        Assert.Empty(result.Errors);
    }
}
