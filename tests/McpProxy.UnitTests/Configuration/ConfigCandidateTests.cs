using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Layers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Configuration;

public sealed class ConfigCandidateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpproxy-layers-").FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Freeze_TwoFiles_AreMergedKeyByKey()
    {
        var root = Freeze(File("""{ "A": { "x": 1, "y": 2 } }"""), File("""{ "a": { "Y": 3, "z": 4 } }""")).Root;

        Assert.Equal(("1", "3", "4"), (root["A:x"], root["A:y"], root["A:z"]));
    }

    [Fact]
    public void Freeze_Arrays_AreMergedIndexByIndex()
    {
        var root = Freeze(File("""{ "A": [ "a", "b", "c" ] }"""), File("""{ "A": [ "x" ] }""")).Root;

        Assert.Equal(["x", "b", "c"], root.GetSection("A").GetChildren().Select(c => c.Value));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public void Freeze_LaterSingleValue_ReplacesEverythingBelow(string value)
    {
        var root = Freeze(File("""{ "A": { "x": { "y": 1 } } }"""), File($$"""{ "A": { "x": {{value}} } }""")).Root;

        Assert.Empty(root.GetSection("A:x").GetChildren());
        Assert.Null(root["A:x:y"]);
    }

    [Fact]
    public void Freeze_LaterEmptyObject_TakesNothingAway() =>
        Assert.Equal("1", Freeze(File("""{ "A": { "x": 1 } }"""), File("""{ "A": {} }""")).Root["A:x"]);

    [Fact]
    public void Freeze_LaterObjectOverAString_KeepsTheStringForShortForms()
    {
        var section = Freeze(File("""{ "A": "string!" }"""), File("""{ "A": { "In": "query" } }""")).Root.GetSection("A");

        Assert.Equal(("string!", "query"), (section.Value, section["In"]));
    }

    [Fact]
    public void Freeze_Afterwards_NothingChanges()
    {
        var memory = new ConfigurationBuilder().AddInMemoryCollection([new("A", "1")]).Build();
        var root = ConfigCandidate.Freeze(memory).Root;

        memory["A"] = "2";

        Assert.Equal("1", root["A"]);
        Assert.Throws<InvalidOperationException>(() => root["A"] = "3");
    }

    [Fact]
    public void TakeJson_OneFile_IsVerbatim() =>
        Assert.Equal("""{ "a": "1", "b": 1.50, "c": [], "d": null }""", Json(File("""{ "J": { "a": "1", "b": 1.50, "c": [], "d": null } }""")));

    [Fact]
    public void TakeJson_TwoFiles_TheLaterOneWinsWhole() =>
        Assert.Equal("""{ "b": 2 }""", Json(File("""{ "J": { "a": 1 } }"""), File("""{ "J": { "b": 2 } }""")));

    [Fact]
    public void TakeJson_LaterFileWithoutTheKey_LeavesIt() =>
        Assert.Equal("""{ "a": 1 }""", Json(File("""{ "J": { "a": 1 }, "K": 1 }"""), File("""{ "K": 2 }""")));

    [Fact]
    public void TakeJson_VariableOverAFile_ChangesOneValue() =>
        Assert.Equal("""{"a":{"x":"1","y":true},"b":["2",7]}""", Json(File("""{ "J": { "a": { "x": "1" }, "b": [ "2", 3 ] } }"""), Flat(("J:a:y", "true"), ("J:b:1", "7"))));

    [Fact]
    public void TakeJson_VariableOverTwoFiles_DoesNotBringBackTheEarlierFile() =>
        Assert.Equal("""{"b":2,"c":"x"}""", Json(File("""{ "J": { "a": 1 } }"""), File("""{ "J": { "b": 2 } }"""), Flat(("J:c", "x"))));

    [Fact]
    public void TakeJson_VariablesOnly_IsNotKnown() => Assert.Null(Freeze(Flat(("J:a", "1"))).TakeJson("J"));

    [Fact]
    public void TakeJson_PlainJsonFileOfTheHost_IsVerbatimToo()
    {
        var path = Path.Combine(_folder, "plain.json");
        System.IO.File.WriteAllText(path, """{ "J": { "a": "1" } }""");

        Assert.Equal("""{ "a": "1" }""", Json(b => b.AddJsonFile(path)));
    }

    [Fact]
    public void Freeze_PlainJsonFileOfTheHostWithDuplicates_SaysWhere()
    {
        var path = Path.Combine(_folder, "plain.json");
        System.IO.File.WriteAllText(path, """{ "J": 1 }""");
        var configuration = new ConfigurationBuilder().AddJsonFile(path).Build();
        System.IO.File.WriteAllText(path, """{ "J": 1, "J": 2 }""");

        var error = Assert.Single(ConfigCandidate.Freeze(configuration).FileErrors);

        Assert.Equal("J: MCP002: Line 1, column 11 of plain.json: the key stands here a second time. Remove one; keys that differ in case only are the same key.", error.ToString());
    }

    [Fact]
    public void Freeze_ChainedConfiguration_IsLookedThrough()
    {
        var inner = new ConfigurationBuilder().AddMcpProxyFile(WriteFile("""{ "J": { "a": "1" } }"""), reloadOnChange: false).Build();

        Assert.Equal("""{ "a": "1" }""", Json(b => b.AddConfiguration(inner)));
    }

    [Fact]
    public void Freeze_SectionOfAConfiguration_IsTakenAsItIs()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("Outer:Mcp:Path", "/x")]).Build().GetSection("Outer");

        Assert.Equal("/x", ConfigCandidate.Freeze(section).Root["Mcp:Path"]);
    }

    [Fact]
    public async Task Load_ToolRemovedByALaterFile_IsGone()
    {
        var result = await LoadAsync(File(SomeTools("a", "b")), File("""{ "Mcp": { "Tools": { "a": null } } }"""));

        Assert.Empty(result.Errors);
        Assert.Equal(["b"], result.Config!.Catalog.All.Tools.Select(t => t.Name));
    }

    [Fact]
    public async Task Load_RouteRemovedByALaterFile_IsGone()
    {
        var result = await LoadAsync(
            File("""{ "ReverseProxy": { "Routes": { "old": { "ClusterId": "x", "Match": { "Path": "/" } } }, "Clusters": { "x": {} } } }"""),
            File("""{ "ReverseProxy": { "Routes": { "old": null }, "Clusters": { "x": null } } }"""));

        Assert.Empty(result.Errors);
        Assert.Empty(result.Config!.Proxy.Routes);
    }

    [Fact]
    public async Task Load_LaterFileOverridesOneField_KeepsTheOthers()
    {
        var result = await LoadAsync(File(SomeTools("a")), Flat(("Mcp:Tools:a:Description", "Other"), ("Mcp:Tools:a:Timeout", "00:00:07")));

        Assert.Empty(result.Errors);
        var tool = Assert.Single(result.Config!.Catalog.All.Tools);
        Assert.Equal(("Other", TimeSpan.FromSeconds(7), "api"), (tool.Definition.Description, tool.Timeout, tool.RouteId));
    }

    [Fact]
    public async Task Load_InputSchemaInsteadOfParameters_ByALaterFile_Works()
    {
        var result = await LoadAsync(
            File(SomeTools("a")),
            File("""{ "Mcp": { "Tools": { "a": { "Parameters": null, "InputSchema": { "type": "object", "properties": { "ID": { "const": "1" }, "id": {} } } } } } }"""));

        Assert.Empty(result.Errors);
        using var schema = JsonDocument.Parse(Assert.Single(result.Config!.Catalog.All.Tools).Definition.InputSchema);
        Assert.Equal("1", schema.RootElement.GetProperty("properties").GetProperty("ID").GetProperty("const").GetString());
        Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty("id", out _));
    }

    [Fact]
    public async Task Load_SecretInClear_IsTakenInDevelopmentOnly()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("McpProxy:Greet:x:Text", "hi"), new("McpProxy:Greet:x:Key", "clear")]).Build();

        Assert.Empty((await SomeRoom.LoadAsync(configuration, "Development")).Errors);
        Assert.Equal("MCP020", Assert.Single((await SomeRoom.LoadAsync(configuration, "Staging")).Errors).Code);
    }

    [Fact]
    public async Task Load_PluginThatFailsOnItsOptions_IsOneLineOfTheReport()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("McpProxy:Odd:Value", "1"), new("Mcp:Pth", "/x")]).Build();

        var result = await SomeRoom.LoadAsync(configuration, configure: s => s.AddSingleton<ISectionDescriptor>(new SectionDescriptor("Odd", typeof(OddOptions), "Odd.")));

        Assert.Equal(["Mcp:Pth: MCP010", "McpProxy:Odd: MCP210"], result.Errors.Select(e => $"{e.Path}: {e.Code}"));
    }

    [Fact]
    public async Task Load_SevenHundredTools_TakesLittleTime()
    {
        var configuration = Build(File(SomeTools([.. Enumerable.Range(0, 700).Select(i => $"tool_{i}")])));
        await SomeRoom.LoadAsync(configuration);

        var start = TimeProvider.System.GetTimestamp();
        var result = await SomeRoom.LoadAsync(configuration);

        Assert.Equal(700, result.Config!.Catalog.All.Tools.Length);
        // Milliseconds in truth; with the framework's scan over all keys for each section it would be many seconds.
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    /// <summary>A delegate cannot be bound: a mistake of who wrote the plugin.</summary>
    private sealed class OddOptions
    {
        public Action? Value { get; set; }
    }

    private static string SomeTools(params string[] names) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "api": { "ClusterId": "api", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "api": { "Destinations": { "a": { "Address": "http://127.0.0.1:9/" } } } }
          },
          "Mcp": { "Tools": { {{string.Join(", ", names.Select(n => $$"""
            "{{n}}": { "Route": "api", "Request": "GET /items", "Parameters": { "q": "string", "limit": { "Type": "integer", "Minimum": 1 } } }
            """))}} } }
        }
        """;

    private static Action<IConfigurationBuilder> Flat(params (string Key, string Value)[] pairs) =>
        b => b.AddInMemoryCollection(pairs.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));

    private static IConfigurationRoot Build(params Action<IConfigurationBuilder>[] layers)
    {
        var builder = new ConfigurationBuilder();
        foreach (var layer in layers)
        {
            layer(builder);
        }

        return builder.Build();
    }

    private static ConfigCandidate Freeze(params Action<IConfigurationBuilder>[] layers) => ConfigCandidate.Freeze(Build(layers));

    private static string? Json(params Action<IConfigurationBuilder>[] layers) => Freeze(layers).TakeJson("J")?.GetRawText();

    private static Task<McpProxy.Configuration.Loading.ConfigLoadResult> LoadAsync(params Action<IConfigurationBuilder>[] layers) => SomeRoom.LoadAsync(Build(layers));

    private Action<IConfigurationBuilder> File(string json) => b => b.AddMcpProxyFile(WriteFile(json), reloadOnChange: false);

    private string WriteFile(string json)
    {
        var path = Path.Combine(_folder, $"{_files++}.json");
        System.IO.File.WriteAllText(path, json);
        return path;
    }
}
