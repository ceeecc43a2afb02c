using System.Text;
using System.Text.Json;
using McpProxy.Configuration.Files;
using McpProxy.Configuration.Schema;
using McpProxy.Tools.Schema;
using McpProxy.UnitTests.Architecture;

namespace McpProxy.UnitTests.Configuration;

public sealed class ConfigSchemaTests
{
    private static readonly string File = Path.Combine(Repository.Root, "config", "mcpproxy.schema.json");

    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "McpProxy.UnitTests", "Configuration", "golden");

    [Fact]
    public async Task Write_TheCommittedFile_IsFresh()
    {
        var written = Write();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            await System.IO.File.WriteAllTextAsync(File, written, TestContext.Current.CancellationToken);
        }

        Assert.True(
            System.IO.File.Exists(File) && await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken) == written,
            "config/mcpproxy.schema.json is stale. Renew it with: dotnet run --project proxy/McpProxy -- schema > config/mcpproxy.schema.json");
    }

    [Fact]
    public void Write_EveryKey_IsDescribed()
    {
        using var schema = JsonDocument.Parse(Write());
        var undescribed = schema.RootElement.GetProperty("$defs").EnumerateObject()
            .SelectMany(d => d.Value.GetProperty("properties").EnumerateObject().Select(p => (Path: $"{d.Name}.{p.Name}", p.Value)))
            .Where(p => !p.Value.TryGetProperty("description", out _))
            .Select(p => p.Path);

        Assert.Empty(undescribed);
    }

    [Theory]
    [InlineData("forty-mistakes", false)]
    [InlineData("unknown-key-in-tool", false)]
    [InlineData("unknown-top-level-section", false)]
    [InlineData("unknown-key-in-cluster", false)]
    [InlineData("unknown-enum-value", false)]
    [InlineData("out-of-range", false)]
    [InlineData("bad-short-form", false)]
    [InlineData("wrong-type-duration", false)]
    // What only the loader can know is none of a schema's business.
    [InlineData("route-to-unknown-cluster", true)]
    [InlineData("tool-request-no-route-matches", true)]
    public void Schema_OnAFile_SaysWhatALoadWouldAsFarAsItCan(string name, bool fits) =>
        Assert.Equal(fits, Fits(System.IO.File.ReadAllText(Path.Combine(Golden, name + ".json"))));

    [Theory]
    [InlineData("""{ "Mcp": { "Tools": { "t": { "Parameters": { "a": "string[]! Some", "b": { "In": "query", "Default": [ 1 ] } } } } } }""")]
    [InlineData("""{ "Mcp": { "Tools": { "removed": null, "t": { "Parameters": null, "InputSchema": { "type": "object" } } } } }""")]
    [InlineData("""{ "ReverseProxy": { "Routes": { "r": { "Transforms": [ { "RequestHeadersCopy": true }, { "HeaderInject": "x" } ] } } } }""")]
    [InlineData("""{ "McpProxy": { "HeaderInject": { "x": { "Headers": { "A": { "Secret": "env:A" } } } }, "Shutdown": { "DrainTimeout": "00:00:10" } } }""")]
    [InlineData("""{ "$schema": "x", "Logging": { "LogLevel": {} }, "Urls": "http://*:1", "OTEL_SERVICE_NAME": "x" }""")]
    public void Schema_WhatMayBeWritten_Fits(string json) => Assert.True(Fits(json));

    [Fact]
    public void Schema_TheConfigurationThatShips_Fits()
    {
        var shipped = ConfigFileReader.Read("appsettings.json", System.IO.File.ReadAllBytes(Path.Combine(Repository.Root, "config", "appsettings.json")));

        Assert.True(Fits(JsonSerializer.Serialize(shipped.Root)));
    }

    private static bool Fits(string json)
    {
        using var schema = JsonDocument.Parse(Write());
        var mistakes = new List<SchemaError>();
        var compiled = CompiledSchema.Compile(schema.RootElement, SchemaCompilerOptions.Default, mistakes);
        Assert.Empty(mistakes);
        using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(json), 64);
        return compiled!.Validate(tape, JsonTape.Root, null);
    }

    private static string Write()
    {
        using var stream = new MemoryStream();
        ConfigSchemaWriter.Write(stream, SomeDescriptors.BuiltIn(), SomeDescriptors.Presets());
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
