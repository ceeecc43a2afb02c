using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Cli;

/// <summary>What a newcomer does: start it, call it, edit the configuration while it runs.</summary>
public sealed class FreshStartTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_WithoutAnything_ServesTheSampleThroughBothDoors()
    {
        var (process, address) = await CliProcess.RunAsync(_folder.Path, []);
        await using var _ = process;

        Assert.Equal([$"McpProxy is ready: proxy {address.ToString().TrimEnd('/')}, MCP {address}mcp, 3 routes, 4 tools, 2 resources, 1 prompt."], process.Output);
        Assert.Equal("live", (await GetAsync(address, "health/live")).GetProperty("status").GetString());
        Assert.Equal("""{"status":"ready","phase":"operation","revision":1,"reasons":[],"parts":{"configuration":"healthy","state":"healthy","sessions":"healthy","artifacts":"healthy","simulator":"healthy"}}""", (await GetAsync(address, "health/ready")).GetRawText());
        var ping = await GetAsync(address, "ping");
        Assert.Equal("Healthy", ping.GetProperty("status").GetString());
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(ping.GetProperty("time_of_last_update").GetInt64()), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.Equal("US", (await GetAsync(address, "v2/profiles/1043817530956285")).GetProperty("countryCode").GetString());
        Assert.Equal(["echo", "get_profile", "list_campaigns", "list_profiles"], await ToolsAsync(address));
    }

    [Fact]
    public async Task Run_FirstStartOfAll_WarnsOfNothing()
    {
        var (process, _) = await CliProcess.RunAsync(_folder.Path, [], ("HOME", _folder.Path));
        await using var __ = process;
        await process.TerminateAsync();

        Assert.Equal(0, await process.ExitAsync());
        Assert.All(process.Error, line => Assert.Contains(" info: ", line, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "key-*.xml", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_SampleOfTheWorkingDirectoryIsEdited_ChangesTheToolsAtOnce()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "appsettings.json")), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        _folder.Write("config/appsettings.json", sample.ToJsonString());
        var (process, address) = await CliProcess.RunAsync(_folder.Path, []);
        await using var _ = process;
        await process.ErrorLineAsync(IsLive(1));

        sample["Mcp"]!["Tools"]!.AsObject().Remove("echo");
        _folder.Write("config/appsettings.json", sample.ToJsonString());
        await process.ErrorLineAsync(IsLive(2));

        Assert.Equal(["get_profile", "list_campaigns", "list_profiles"], await ToolsAsync(address));
    }

    [Fact]
    public async Task Run_ConfigFileBreaks_StaysLiveAndSaysDegraded()
    {
        const string Good = """{ "McpProxy": { "Simulator": { "Enabled": true } }, "ReverseProxy": { "Routes": { "e": { "ClusterId": "c", "Match": { "Path": "/echo/{**rest}" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "simulator://na/" } } } } } }""";
        var config = _folder.Write("proxy.json", Good);
        var (process, address) = await CliProcess.RunAsync(_folder.Path, ["--config", config]);
        await using var _ = process;

        _folder.Write("proxy.json", Good.Replace("\"ClusterId\": \"c\"", "\"ClusterId\": \"C0\"", StringComparison.Ordinal));
        await process.ErrorLineAsync(line => line.Contains("is not used; revision 1 stays live", StringComparison.Ordinal));

        var ready = await GetAsync(address, "health/ready");
        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        var reason = Assert.Single(ready.GetProperty("reasons").EnumerateArray());
        Assert.Equal("configuration", reason.GetProperty("check").GetString());
        Assert.StartsWith("ReverseProxy:Routes:e:ClusterId: MCP031: ", Assert.Single(reason.GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal("/echo/still-there", (await GetAsync(address, "echo/still-there")).GetProperty("path").GetString());

        _folder.Write("proxy.json", Good.Replace("\"e\":", "\"e2\":", StringComparison.Ordinal));
        await process.ErrorLineAsync(IsLive(2));
        Assert.Equal("ready", (await GetAsync(address, "health/ready")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Run_OptionsOfATransformChange_AreUsedByTheNextRequest()
    {
        const string Config = """
            {
              "McpProxy": { "Simulator": { "Enabled": true }, "HeaderInject": { "x": { "Headers": { "X-Value": { "Value": "one" } } } } },
              "ReverseProxy": {
                "Routes": { "e": { "ClusterId": "c", "Match": { "Path": "/echo/{**rest}" }, "Transforms": [ { "HeaderInject": "x" } ] } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "simulator://na/" } } } }
              }
            }
            """;
        var (process, address) = await CliProcess.RunAsync(_folder.Path, ["--config", _folder.Write("proxy.json", Config)]);
        await using var _ = process;
        var before = await EchoedAsync(address, "X-Value");

        _folder.Write("proxy.json", Config.Replace("one", "two", StringComparison.Ordinal));
        await process.ErrorLineAsync(IsLive(2));

        Assert.Equal(("one", "two"), (before, await EchoedAsync(address, "X-Value")));
    }

    [Fact]
    public async Task Run_EnvironmentVariables_AreLaidOverTheFiles()
    {
        var config = _folder.Write("proxy.json", """{ "Mcp": { "Path": "/from-file" } }""");

        var (process, address) = await CliProcess.RunAsync(_folder.Path, ["--config", config], ("Mcp__Path", "/from-variable"), ("Mcp__Instructions", "hello"));
        await using var _ = process;

        Assert.Contains($"MCP {address}from-variable,", Assert.Single(process.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LogFormatJson_LogsObjectsToStandardError()
    {
        var config = _folder.Write("proxy.json", """{ "McpProxy": { "Logging": { "Format": "Json" } } }""");
        var (process, _) = await CliProcess.RunAsync(_folder.Path, ["--config", config]);
        await using var __ = process;

        var line = await process.ErrorLineAsync(l => l.Contains("revision 1 is live", StringComparison.Ordinal));

        Assert.Equal("Information", JsonElement.Parse(line).GetProperty("LogLevel").GetString());
        Assert.Single(process.Output);
    }

    [Fact]
    public async Task Run_PortInUse_EndsWith1AndSaysSo()
    {
        var (first, address) = await CliProcess.RunAsync(_folder.Path, []);
        await using var _ = first;
        await using var second = CliProcess.Start(_folder.Path, ["--urls", address.ToString()]);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Empty(second.Output);
        Assert.Contains(
            $"mcpproxy: Failed to bind to address {address.ToString().TrimEnd('/')}: address already in use. Stop the other process, or listen elsewhere: --urls http://localhost:PORT.",
            second.Error);
        Assert.DoesNotContain(second.Error, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_HttpsWithoutCertificate_EndsWith1AndSaysSo()
    {
        await using var process = CliProcess.Start(_folder.Path, ["--urls", "https://127.0.0.1:0"], ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"), ("HOME", _folder.Path));

        Assert.Equal(1, await process.ExitAsync());
        Assert.StartsWith("mcpproxy: cannot listen: ", Assert.Single(process.Error, line => line.StartsWith("mcpproxy:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InvalidConfiguration_EndsWith3BeforeListening()
    {
        await using var process = CliProcess.Start(_folder.Path, ["--config", _folder.Write("bad.json", """{ "Mcpp": {} }""")]);

        Assert.Equal(3, await process.ExitAsync());
        Assert.Empty(process.Output);
        Assert.Equal(["The configuration has 1 mistake:", "  Mcpp: MCP010: Unknown key 'Mcpp'. Did you mean 'Mcp'?"], process.Error);
    }

    [Fact]
    public async Task Run_PluginFolder_ServesItsTransform()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var plugin = Path.Combine(build.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "samples", "CustomPlugin", "bin", build.Parent!.Name, build.Name);
        var config = _folder.Write("proxy.json", $$"""
            {
              "McpProxy": { "Plugins": [ "{{plugin}}" ], "Simulator": { "Enabled": true }, "RequestSigning": { "partner": { "KeyId": "k1", "Key": "env:PARTNER_KEY" } } },
              "ReverseProxy": {
                "Routes": { "e": { "ClusterId": "c", "Match": { "Path": "/echo/{**rest}" }, "Transforms": [ { "RequestSigning": "partner" } ] } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "simulator://na/" } } } }
              }
            }
            """);
        var (process, address) = await CliProcess.RunAsync(_folder.Path, ["--config", config], ("PARTNER_KEY", "0123456789abcdef"));
        await using var _ = process;

        Assert.Matches("^keyId=\"k1\", time=\"[0-9]+\", signature=\"[0-9a-f]{64}\"$", await EchoedAsync(address, "X-Signature"));
    }

    [Fact]
    public async Task Stdio_Sample_PrintsNothingButTheProtocolAndEndsWithItsInput()
    {
        await using var process = CliProcess.Start(_folder.Path, ["stdio", "--toolset", "reporting"]);

        await process.Input.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        await process.Input.WriteLineAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await process.Input.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var list = await process.OutputLineAsync(line => line.Contains("\"id\":2", StringComparison.Ordinal));
        process.Input.Close();

        Assert.Equal(0, await process.ExitAsync());
        Assert.Equal(["get_profile", "list_campaigns", "list_profiles"], Names(JsonElement.Parse(list)));
        Assert.All(process.Output, line => Assert.Equal("2.0", JsonElement.Parse(line).GetProperty("jsonrpc").GetString()));
    }

    [Fact]
    public async Task ToolsCall_ArgumentsFromStandardInput_AreSent()
    {
        await using var process = CliProcess.Start(_folder.Path, ["tools", "call", "echo", "--args", "-"]);
        await process.Input.WriteAsync("""{"message":"typed"}""");
        process.Input.Close();

        Assert.Equal(0, await process.ExitAsync());
        Assert.Equal("""{"message":"typed"}""", JsonElement.Parse(Assert.Single(process.Output)).GetProperty("body").GetString());
        Assert.Empty(process.Error);
    }

    private static Func<string, bool> IsLive(int revision) => line => line.Contains($"revision {revision} is live", StringComparison.Ordinal);

    private static IEnumerable<string?> Names(JsonElement answer) =>
        answer.GetProperty("result").GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString());

    private async Task<JsonElement> GetAsync(Uri address, string path)
    {
        using var response = await _http.GetAsync(new Uri(address, path), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private async Task<string?> EchoedAsync(Uri address, string header)
    {
        var echo = await GetAsync(address, "echo/x");
        return echo.GetProperty("headers").EnumerateArray().Where(h => h[0].GetString() == header).Select(h => h[1].GetString()).SingleOrDefault();
    }

    private async Task<IEnumerable<string?>> ToolsAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "mcp"))
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", "2025-11-25");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return Names(await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}
