using System.Text;
using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

public sealed class TemplateTests
{
    private const string Hostile = "a\"},{\"b\":\"\\ \u0001 /../?x=1&y#z%2e é";

    private static readonly NameScope _names = NameScope.Of(
        new TokenExchangeOptions { Values = new Dictionary<string, string> { ["scope"] = "ads" } }, []);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Bearer {subject}", "Bearer s")]
    [InlineData("{subject}{region}", "sr")]
    [InlineData("{{subject}} {subject}", "{subject} s")]
    [InlineData("[{profile?}]", "[]")]
    [InlineData("", "")]
    public void Render_FillsValuesIn(string template, string expected) =>
        Assert.Equal(expected, Parse(template).Render(new GivenValues(("subject", new("s")), ("region", new("r")))));

    [Fact]
    public void Render_OnePlaceholderWithoutAValue_IsNothing() => Assert.Null(Parse("{profile?}").Render(new GivenValues()));

    [Fact]
    public void Parse_Alternatives_KeepTheirOrder() =>
        Assert.Equal([ValueOrigin.Profile, ValueOrigin.Constant], Assert.Single(Parse("{profile|values.scope}").Placeholders).References.Select(r => r.Origin));

    [Theory]
    [InlineData("{subjct}", "There is no value 'subjct'.", "Did you mean 'subject'?")]
    [InlineData("{values.client_id}", "'{values.client_id}' is used and not configured.", "Write it here.")]
    [InlineData("a { b", "The brace at position 3 has no other half.", "Write {{ or }} for a brace itself.")]
    [InlineData("a } b", "The brace at position 3 has no other half.", "Write {{ or }} for a brace itself.")]
    [InlineData("{}", "There is no value ''.", null)]
    public void Parse_Mistakes_AreExplained(string text, string message, string? hint)
    {
        Assert.False(TextTemplate.TryParse(text, _names, out _, out var mistakes));

        var mistake = Assert.Single(mistakes);
        Assert.Equal(message, mistake.Message);
        Assert.Equal(hint ?? mistake.Hint, mistake.Hint);
    }

    [Fact]
    public void Parse_OptionalValueThatIsNotConfigured_IsNoMistake() => Assert.True(TextTemplate.TryParse("{values.audience?}", _names, out _, out _));

    [Theory]
    [InlineData("""{ "a": "{subject}" }""", """{"a":"s"}""")]
    [InlineData("""{ "a": "{number}", "b": [ "{number}", "n={number}" ] }""", """{"a":42,"b":[42,"n=42"]}""")]
    [InlineData("""{ "a": "{profile?}", "b": [ "{profile?}", 1 ], "c": true }""", """{"b":[1],"c":true}""")]
    [InlineData("\"{subject}\"", "\"s\"")]
    public void RenderJson_WritesValuesAsJson(string template, string expected)
    {
        var names = NameScope.Of(new TokenExchangeOptions { Values = new Dictionary<string, string> { ["n"] = "" } }, []);
        var mistakes = new List<NameMistake>();
        var json = JsonTemplate.Parse(JsonDocument.Parse(template.Replace("{number}", "{region}", StringComparison.Ordinal)).RootElement, names, mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(expected, Encoding.UTF8.GetString(json.Render(new GivenValues(("subject", new("s")), ("region", new("42", IsJson: true))))));
    }

    [Fact]
    public void RenderJson_HostileValue_StaysOneText()
    {
        var json = JsonTemplate.Parse(JsonDocument.Parse("""{ "a": "x{subject}y" }""").RootElement, _names, []);

        using var body = JsonDocument.Parse(json.Render(new GivenValues(("subject", new(Hostile)))));

        Assert.Equal("x" + Hostile + "y", Assert.Single(body.RootElement.EnumerateObject()).Value.GetString());
    }

    [Fact]
    public async Task Build_HostileValues_StayWhereTheyBelong()
    {
        var plan = SomeExchange.Of("""
            {
              "Steps": { "s": { "Url": "https://idp.example/a/{subject}/b?q={subject}", "Form": { "f": "{subject}" }, "Read": { "t": "/t" } } },
              "Items": { "access_token": "{s.t}" }
            }
            """);

        using var request = plan.Steps[0].Request.Build(new GivenValues(("subject", new(Hostile))), region: null);

        var escaped = Uri.EscapeDataString(Hostile);
        Assert.Equal($"https://idp.example/a/{escaped}/b?q={escaped}", request.RequestUri!.AbsoluteUri);
        var fields = System.Web.HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1, Hostile), (fields.Count, fields["f"]));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public void Build_DotSegment_IsRefused(string value) =>
        Assert.Throws<FormatException>(() => Plan("https://idp.example/a/{subject}/b").Build(new GivenValues(("subject", new(value))), region: null));

    [Fact]
    public void Build_ValueWithALineBreak_IsNoHeader()
    {
        var plan = SomeExchange.Of("""
            { "Steps": { "s": { "Url": "https://idp.example/", "Headers": { "X-Key": "{subject}" }, "Read": { "t": "/t" } } }, "Items": { "a": "{s.t}" } }
            """);

        Assert.Throws<FormatException>(() => plan.Steps[0].Request.Build(new GivenValues(("subject", new("a\r\nX: y"))), region: null));
    }

    [Theory]
    [InlineData("eu", "https://eu.example/base/t")]
    [InlineData("EU", "https://eu.example/base/t")]
    [InlineData("na", "https://idp.example/t")]
    [InlineData(null, "https://idp.example/t")]
    public void Build_RegionalServer_IsTheRegions(string? region, string expected)
    {
        var plan = SomeExchange.Of("""
            {
              "Servers": { "idp": { "Url": "https://idp.example", "Region": "na", "Regions": { "eu": "https://eu.example/base/" } } },
              "Steps": { "s": { "Url": "{idp}/t", "Read": { "t": "/t" } } }, "Items": { "a": "{s.t}" }
            }
            """);

        Assert.Equal(ExchangeParts.Region, plan.Uses);
        using var request = plan.Steps[0].Request.Build(new GivenValues(), region);
        Assert.Equal(expected, request.RequestUri!.AbsoluteUri);
    }

    private static RequestPlan Plan(string url) => SomeExchange.Of($$"""
        { "Steps": { "s": { "Url": "{{url}}", "Read": { "t": "/t" } } }, "Items": { "a": "{s.t}" } }
        """).Steps[0].Request;

    private static TextTemplate Parse(string text)
    {
        Assert.True(TextTemplate.TryParse(text, _names, out var template, out _));
        return template;
    }
}
