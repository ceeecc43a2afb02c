using McpProxy.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Configuration.Presets;

/// <summary>A section that names a preset is one section: the operator's keys over the preset's.</summary>
public sealed class PresetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpproxy-presets-").FullName;
    private int _files;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Preset_Alone_GivesEverything()
    {
        var options = await BindAsync(File("""{ "Preset": "full" }"""));

        Assert.Equal(("https://preset.example/", 3), (options.Url, options.Times));
        Assert.Equal(["a", "b", "c"], options.Names);
        Assert.Equal("""{ "grant": "refresh", "Nested": { "One": 1 }, "list": [ 1, 2 ] }""", options.Body?.GetRawText());
        Assert.Equal(["a", "b"], options.Headers.OrderBy(h => h.Key).Select(h => h.Value));
        Assert.True(options.Arguments["q"].Required);
    }

    [Fact]
    public async Task Preset_OperatorsKeys_LieOverIt()
    {
        var options = await BindAsync(File("""
            {
              "preset": "FULL", "Times": 4, "names": [ "z" ],
              "Headers": { "x-b": "mine", "X-C": "c" },
              "Body": { "grant": "code", "Nested": { "one": null }, "list": [ 3 ], "Extra": true },
              "Arguments": { "q": { "Default": "shoes" } }
            }
            """));

        Assert.Equal(("https://preset.example/", 4), (options.Url, options.Times));
        Assert.Equal(["z"], options.Names);
        Assert.Equal(["a", "mine", "c"], options.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase).Select(h => h.Value));
        Assert.Equal("""{"grant":"code","Nested":{},"list":[3],"Extra":true}""", options.Body?.GetRawText().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(("shoes", true), (options.Arguments["q"].Default, options.Arguments["q"].Required));
    }

    [Fact]
    public async Task Preset_Null_TakesAKeyAway()
    {
        var options = await BindAsync(File("""{ "Preset": "full", "Times": null, "Body": null, "Headers": { "X-A": null } }"""));

        Assert.Equal(1, options.Times);
        Assert.Null(options.Body);
        Assert.Equal("X-B", Assert.Single(options.Headers).Key);
    }

    [Fact]
    public async Task Preset_EmptyObjectAndEmptyList_TakeNothingAndEverything()
    {
        var options = await BindAsync(File("""{ "Preset": "full", "Headers": {}, "Names": [] }"""));

        Assert.Equal(2, options.Headers.Count);
        Assert.Empty(options.Names);
    }

    [Fact]
    public async Task Preset_SeveralLayers_AreMergedFirstAndThenLaidOverIt()
    {
        var options = await BindAsync(
            File("""{ "Preset": "half", "Url": "https://a/", "Names": [ "1", "2" ] }"""),
            File("""{ "Preset": "full", "Names": [ "9" ] }"""),
            Flat(("Headers:X-A", "flat"), ("Body:Nested:One", "7"), ("Times", "5")));

        Assert.Equal(("https://a/", 5), (options.Url, options.Times));
        Assert.Equal(["9", "2"], options.Names);
        Assert.Equal("flat", options.Headers["X-A"]);
        Assert.Equal("""{"grant":"refresh","Nested":{"One":7},"list":[1,2]}""", options.Body?.GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preset_FromEnvironmentAlone_Works()
    {
        var options = await BindAsync(Flat(("Preset", "full"), ("Names:0", "env")));

        Assert.Equal("https://preset.example/", options.Url);
        Assert.Equal(["env"], options.Names);
    }

    [Fact]
    public async Task Preset_LaterNull_IsNoPreset() =>
        Assert.Equal(1, (await BindAsync(File("""{ "Preset": "full", "Url": "u" }"""), File("""{ "Preset": null }"""))).Times);

    [Theory]
    [InlineData("""{ "Preset": "ful" }""", "McpProxy:Sample:x:Preset: MCP014: Sample has no preset 'ful'. Did you mean 'full'? Presets are: broken, full, half, wrong.")]
    [InlineData("""{ "Preset": "zzz" }""", "McpProxy:Sample:x:Preset: MCP014: Sample has no preset 'zzz'. Presets are: broken, full, half, wrong.")]
    [InlineData("""{ "Preset": { "a": 1 } }""", "McpProxy:Sample:x:Preset: MCP011: Expected the name of a preset. Presets are: broken, full, half, wrong.")]
    [InlineData("""{ "Preset": "" }""", "McpProxy:Sample:x:Preset: MCP011: Expected the name of a preset. Presets are: broken, full, half, wrong.")]
    [InlineData("""{ "Preset": "broken" }""", "McpProxy:Sample:x:Preset: MCP210: Preset 'broken' of Sample is not a JSON object with each key once. Ask the author of the plugin.")]
    [InlineData("""{ "Presset": "full" }""", "McpProxy:Sample:x:Presset: MCP010: Unknown key 'Presset'. Did you mean 'Preset'?")]
    [InlineData("""{ "Preset": "half" }""", "McpProxy:Sample:x:Url: MCP013: 'Url' is required. Preset 'half' leaves it to you.")]
    [InlineData("""{ "Preset": "full", "Tmies": 2 }""", "McpProxy:Sample:x:Tmies: MCP010: Unknown key 'Tmies'. Did you mean 'Times'?")]
    [InlineData("""{ "Preset": "full", "Times": 70 }""", "McpProxy:Sample:x:Times: MCP012: Must be 1 to 9, not 70.")]
    public async Task Preset_Mistakes_AreReportedOnceEach(string json, string expected)
    {
        var result = await LoadAsync(new PresetSampleDescriptor(), Build(File(json)));

        Assert.Equal(expected, Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task Preset_MistakesInThePresetItself_NameIt()
    {
        var result = await LoadAsync(new PresetSampleDescriptor(), Build(File("""{ "Preset": "wrong" }""")));

        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, e => Assert.EndsWith("It comes from preset 'wrong'.", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preset_KindWithoutPresets_IsAnUnknownKey()
    {
        var result = await LoadAsync(new PresetSampleDescriptor { Presets = new Dictionary<string, string>() }, Build(File("""{ "Preset": "full", "Url": "u" }""")));

        Assert.Equal("McpProxy:Sample:x:Preset: MCP010: Unknown key 'Preset'. Valid here: Arguments, Body, Headers, Names, Times, Url.", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task AddPreset_ForTheSectionOfAnother_IsFound()
    {
        var options = await BindAsync(services => new SomeBuilder(services).AddPreset("sample", "theirs", """{ "Url": "https://theirs/" }"""), File("""{ "Preset": "theirs" }"""));

        Assert.Equal("https://theirs/", options.Url);
    }

    [Fact]
    public async Task AddPreset_Twice_IsHarmlessAndTwoOfOneNameAreAMistake()
    {
        var services = new ServiceCollection();
        var builder = new SomeBuilder(services);
        builder.AddPreset("Sample", "p", "{}").AddPreset("Sample", "p", "{}");
        Assert.Single(services);

        var result = await LoadAsync(new PresetSampleDescriptor(), Build(File("""{ "Preset": "full" }""")), s => new SomeBuilder(s).AddPreset("Sample", "Full", "{}"));

        Assert.Equal("McpProxy:Sample:x:Preset: MCP210: Two plugins bring a preset 'full' for Sample. Remove one of the plugins.", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task AddPreset_ForASectionThatNobodyReads_ChangesNothing() =>
        Assert.Equal("u", (await BindAsync(services => new SomeBuilder(services).AddPreset("Absent", "p", "{}"), File("""{ "Url": "u" }"""))).Url);

    [Fact]
    public async Task Reload_OtherPreset_BuildsTheTransformAgain()
    {
        static string Config(string preset) => $$"""
            {
              "ReverseProxy": {
                "Routes": { "r": { "ClusterId": "c", "Match": { "Path": "/{**rest}" }, "Transforms": [ { "Greet": "x" } ] } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "UPSTREAM" } } } }
              },
              "McpProxy": { "Greet": { "x": { "Preset": "{{preset}}" } } }
            }
            """;
        await using var proxy = await ReloadingProxy.StartAsync(Config("morning"), services => new SomeBuilder(services)
            .AddPreset("Greet", "morning", """{ "Text": "good morning" }""")
            .AddPreset("Greet", "evening", """{ "Text": "good evening" }"""));
        Assert.Contains("good morning", await proxy.Client.GetStringAsync("/x", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await proxy.ReloadAsync(Config("evening"));

        Assert.Contains("good evening", await proxy.Client.GetStringAsync("/x", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<McpProxy.Configuration.Loading.ConfigLoadResult> LoadAsync(
        PresetSampleDescriptor descriptor, IConfiguration configuration, Action<IServiceCollection>? configure = null) =>
        await SomeRoom.LoadAsync(configuration, configure: services =>
        {
            services.AddSingleton<ISectionDescriptor>(descriptor);
            configure?.Invoke(services);
        });

    private static Task<PresetSampleOptions> BindAsync(params Action<IConfigurationBuilder>[] layers) => BindAsync(_ => { }, layers);

    private static async Task<PresetSampleOptions> BindAsync(Action<IServiceCollection> configure, params Action<IConfigurationBuilder>[] layers)
    {
        var descriptor = new PresetSampleDescriptor();
        var result = await LoadAsync(descriptor, Build(layers), configure);
        Assert.Empty(result.Errors);
        return descriptor.Bound["McpProxy:Sample:x"];
    }

    private static IConfigurationRoot Build(params Action<IConfigurationBuilder>[] layers)
    {
        var builder = new ConfigurationBuilder();
        Array.ForEach(layers, layer => layer(builder));
        return builder.Build();
    }

    private static Action<IConfigurationBuilder> Flat(params (string Key, string Value)[] pairs) =>
        b => b.AddInMemoryCollection(pairs.Select(p => KeyValuePair.Create($"McpProxy:Sample:x:{p.Key}", (string?)p.Value)));

    private Action<IConfigurationBuilder> File(string section)
    {
        var path = Path.Combine(_folder, $"{_files++}.json");
        System.IO.File.WriteAllText(path, $$"""{ "McpProxy": { "Sample": { "x": {{section}} } } }""");
        return b => b.AddMcpProxyFile(path, reloadOnChange: false);
    }
}
