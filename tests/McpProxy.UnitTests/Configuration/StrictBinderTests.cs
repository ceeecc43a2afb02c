using System.Security.Authentication;
using System.Text.Json;
using McpProxy.Configuration;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Configuration;

public sealed class StrictBinderTests
{
    [Fact]
    public void Bind_EveryKindOfValue_IsRead()
    {
        var sample = BindWithoutErrors("""
            {
              "Text": "a", "count": 7, "Long": 9000000000, "Ratio": 0.5, "Flag": true, "Wait": "00:01:40", "Url": "https://example.com/x",
              "Day": "friday", "Id": "7f0f2b6e-3d3c-4a58-9d0e-2f3d5d0c3b11", "Version": "2", "Protocols": [ "Tls12", "Tls13" ],
              "Names": [ "x", "y" ], "Numbers": [ 3, 4 ], "Labels": { "k": "v" }, "Parts": { "p": { "Size": 2 }, "q": "3!" },
              "Inner": { "Size": 1 }
            }
            """);

        Assert.Equal(("a", 7, 9_000_000_000L, 0.5, true), (sample.Text, sample.Count, sample.Long, sample.Ratio, sample.Flag));
        Assert.Equal(TimeSpan.FromSeconds(100), sample.Wait);
        Assert.Equal(new Uri("https://example.com/x"), sample.Url);
        Assert.Equal((DayOfWeek.Friday, new Version(2, 0)), (sample.Day, sample.Version));
        Assert.Equal(Guid.Parse("7f0f2b6e-3d3c-4a58-9d0e-2f3d5d0c3b11"), sample.Id);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, sample.Protocols);
        Assert.Equal(["x", "y"], sample.Names);
        Assert.Equal([3, 4], sample.Numbers);
        Assert.Equal("v", sample.Labels!["K"]);
        Assert.Equal((2, false), (sample.Parts["p"].Size, sample.Parts["p"].Loud));
        Assert.Equal((3, true), (sample.Parts["q"].Size, sample.Parts["q"].Loud));
        Assert.Equal(1, sample.Inner.Size);
    }

    [Fact]
    public void Bind_NothingThere_KeepsDefaults()
    {
        var sample = BindWithoutErrors("""{ "Text": null, "Names": null, "Wait": null }""");

        Assert.Equal(("default", 5, (TimeSpan?)null), (sample.Text, sample.Count, sample.Wait));
        Assert.Equal(["default"], sample.Names);
        Assert.Null(sample.Labels);
    }

    [Fact]
    public void Bind_EmptyArray_ReplacesTheDefault() => Assert.Empty(BindWithoutErrors("""{ "Names": [] }""").Names);

    [Theory]
    [InlineData("""{ "Txet": "a" }""", "Root:Txet: MCP010: Unknown key 'Txet'. Did you mean 'Text'?")]
    [InlineData("""{ "Computed": 1 }""", "Root:Computed: MCP010: Unknown key 'Computed'.")]
    [InlineData("""{ "Parts": { "p": { "Size": 1, "Lod": true } } }""", "Root:Parts:p:Lod: MCP010: Unknown key 'Lod'. Did you mean 'Loud'?")]
    [InlineData("""{ "Parts": { "p": { "Size": 1, "Zzzzzz": true } } }""", "Root:Parts:p:Zzzzzz: MCP010: Unknown key 'Zzzzzz'. Valid here: Loud, Size.")]
    [InlineData("""{ "Text": [ "a" ] }""", "Root:Text: MCP011: Expected a string, got an array.")]
    [InlineData("""{ "Text": { "a": 1 } }""", "Root:Text: MCP011: Expected a string, got an object.")]
    [InlineData("""{ "Count": "many" }""", "Root:Count: MCP011: Expected a whole number, got 'many'.")]
    [InlineData("""{ "Count": 1.5 }""", "Root:Count: MCP011: Expected a whole number, got '1.5'.")]
    [InlineData("""{ "Count": 11 }""", "Root:Count: MCP012: Must be 1 to 10, not 11.")]
    [InlineData("""{ "Flag": "yes" }""", "Root:Flag: MCP011: Expected true or false, got 'yes'.")]
    [InlineData("""{ "Wait": "30" }""", "Root:Wait: MCP011: Expected a duration as [d.]hh:mm:ss[.fff], got '30'.")]
    [InlineData("""{ "Wait": "02:00:00" }""", "Root:Wait: MCP012: Must be 00:00:01 to 01:00:00, not 02:00:00.")]
    [InlineData("""{ "Url": "/relative" }""", "Root:Url: MCP011: Expected an absolute URL, got '/relative'.")]
    [InlineData("""{ "Day": "Firday" }""", "Root:Day: MCP014: Expected one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, got 'Firday'. Did you mean 'Friday'?")]
    [InlineData("""{ "Day": 5 }""", "Root:Day: MCP014: Expected one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, got '5'.")]
    [InlineData("""{ "Names": "a" }""", "Root:Names: MCP011: Expected an array of strings, got 'a'.")]
    [InlineData("""{ "Names": { "a": "b" } }""", "Root:Names: MCP011: Expected an array of strings, got an object.")]
    [InlineData("""{ "Numbers": [ 1, "x" ] }""", "Root:Numbers:1: MCP011: Expected a whole number, got 'x'.")]
    [InlineData("""{ "Labels": "a" }""", "Root:Labels: MCP011: Expected an object, got 'a'.")]
    [InlineData("""{ "Labels": { "k": null } }""", "Root:Labels:k: MCP011: Expected a string, got nothing.")]
    [InlineData("""{ "Parts": { "p": "big" } }""", "Root:Parts:p: MCP015: No size. Write size[!], or an object.")]
    [InlineData("""{ "Parts": { "p": {} } }""", "Root:Parts:p:Size: MCP013: 'Size' is required.")]
    [InlineData("""{ "Parts": { "p": { "Siez": 1 } } }""", "Root:Parts:p:Siez: MCP010: Unknown key 'Siez'. Did you mean 'Size'?")]
    [InlineData("\"text\"", "Root: MCP011: Expected an object, got 'text'.")]
    public void Bind_OneMistake_IsReportedWithPathAndRemedy(string json, string expected) => Assert.Equal(expected, Assert.Single(Errors(json)).ToString());

    [Fact]
    public void Bind_ManyMistakes_AreReportedTogetherInOrderOfTheirPaths()
    {
        var errors = Errors("""{ "Wait": "x", "Count": 0, "Nope": 1, "Flag": "x", "Names": [ {} , "ok" ] }""");

        Assert.Equal(["Root:Count", "Root:Flag", "Root:Names:0", "Root:Nope", "Root:Wait"], errors.Select(e => e.Path));
    }

    [Fact]
    public void Bind_KeyBelowAShortForm_IsLaidOverIt()
    {
        var errors = new ConfigErrors();

        var sample = StrictBinder.Bind<BinderSample>(SomeConfiguration.Flat(("Parts:p", "3!"), ("Parts:p:Size", "4")), errors);

        Assert.Empty(errors);
        Assert.Equal((4, true), (sample.Parts["p"].Size, sample.Parts["p"].Loud));
    }

    [Fact]
    public void Bind_ValueRejectedByARange_KeepsTheDefault()
    {
        var sample = StrictBinder.Bind<BinderSample>(SomeConfiguration.Section("""{ "Count": 100 }"""), new ConfigErrors());

        Assert.Equal(5, sample.Count);
    }

    [Fact]
    public void Bind_LongValue_IsCutInTheMessage()
    {
        var error = Assert.Single(Errors($$"""{ "Flag": "{{new string('x', 500)}}" }"""));

        Assert.Equal($"Expected true or false, got '{new string('x', 60)}…'.", error.Message);
    }

    [Theory]
    [InlineData("""{ "a": 1, "b": [ true, "x" ], "c": { "d": 1.50 } }""", """{"a":1,"b":[true,"x"],"c":{"d":1.50}}""")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("12", "12")]
    [InlineData("true", "true")]
    public void Bind_JsonFromFlatKeys_IsRebuiltWithItsTypes(string json, string expected)
    {
        var sample = BindWithoutErrors($$"""{ "Json": {{json}} }""");

        Assert.Equal(expected, sample.Json!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"object"}""", """{"type":"object"}""")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("007", "\"007\"")]
    [InlineData("1e3", "1e3")]
    [InlineData("plain", "\"plain\"")]
    public void Bind_JsonFromOneText_IsParsedWhenItIsJson(string text, string expected)
    {
        var errors = new ConfigErrors();

        var sample = StrictBinder.Bind<BinderSample>(SomeConfiguration.Flat(("Json", text)), errors);

        Assert.Empty(errors);
        Assert.Equal(expected, sample.Json!.Value.GetRawText());
    }

    [Fact]
    public void Bind_TextThatStartsLikeJsonButIsNot_IsReported()
    {
        var errors = new ConfigErrors();

        StrictBinder.Bind<BinderSample>(SomeConfiguration.Flat(("Json", "{oops")), errors);

        Assert.Equal("Root:Json: MCP011: Expected a JSON value; the text is not JSON at line 1, column 2.", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Bind_RawJsonKnown_IsTakenVerbatim()
    {
        using var document = JsonDocument.Parse("""{ "default": "1", "x": null }""");
        var options = new StrictBinderOptions { RawJson = path => path == "Root:Json" ? document.RootElement : null };

        var sample = StrictBinder.Bind<BinderSample>(SomeConfiguration.Section("""{ "Json": { "default": "1", "x": null } }"""), new ConfigErrors(), options);

        Assert.Equal("""{ "default": "1", "x": null }""", sample.Json!.Value.GetRawText());
    }

    [Fact]
    public void Bind_TypeThatCannotBeBound_IsAMistakeOfTheProgram() =>
        Assert.Throws<NotSupportedException>(() => StrictBinder.Bind<Unbindable>(SomeConfiguration.Section("""{ "Value": 1 }"""), new ConfigErrors()));

    private static BinderSample BindWithoutErrors(string json)
    {
        var errors = new ConfigErrors();
        var sample = StrictBinder.Bind<BinderSample>(SomeConfiguration.Section(json), errors);
        Assert.Empty(errors);
        return sample;
    }

    private static ConfigErrors Errors(string json)
    {
        var errors = new ConfigErrors();
        StrictBinder.Bind<BinderSample>(SomeConfiguration.Section(json), errors);
        return errors;
    }

    private sealed class Unbindable
    {
        public IConfiguration? Value { get; set; }
    }
}
