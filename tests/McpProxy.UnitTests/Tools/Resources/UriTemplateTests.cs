using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Tools.Resources.Templates;

namespace McpProxy.UnitTests.Tools.Resources;

/// <summary>URI templates: what is one, and what a URI says of its variables.</summary>
public sealed class UriTemplateTests
{
    [Theory]
    [InlineData("ads://profiles/{id}", "ads://profiles/7", """{"id":"7"}""")]
    [InlineData("ads://profiles/{id}", "ads://profiles/a%20b%2Fc%C3%A4", """{"id":"a b/cä"}""")]
    [InlineData("ads://profiles/{id}", "ads://profiles/2026-01:A1@x", """{"id":"2026-01:A1@x"}""")]
    [InlineData("ads://profiles/{id}", "ads://profiles/ä", """{"id":"ä"}""")]
    [InlineData("ads://profiles/{id}", "ads://profiles/", "{}")]
    [InlineData("ads://profiles/{id}", "ads://profiles/a/b", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/a?b", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/a,b", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/%", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/%zz", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/%C3", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/%ED%A0%80", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/a b", null)]
    [InlineData("ads://profiles/{id}", "ads://profiles/a\n", null)]
    [InlineData("ads://profiles/{id}", "ADS://profiles/a", null)]
    [InlineData("ads://profiles/{id}", "xads://profiles/a", null)]
    [InlineData("ads://{a,b}", "ads://1,2", """{"a":"1","b":"2"}""")]
    [InlineData("ads://{a,b}", "ads://1", """{"a":"1"}""")]
    [InlineData("ads://{a}-{b}", "ads://1-2-3", """{"a":"1-2","b":"3"}""")]
    [InlineData("ads://files/{+path}", "ads://files/a/b%20c.txt?x=1", """{"path":"a/b c.txt?x=1"}""")]
    [InlineData("ads://doc{#section}", "ads://doc#a/b", """{"section":"a/b"}""")]
    [InlineData("ads://doc{#section}", "ads://doc", "{}")]
    [InlineData("ads://doc/{name}{.type}", "ads://doc/report.tar.gz", """{"name":"report","type":"tar.gz"}""")]
    [InlineData("ads://doc/{name}{.type}", "ads://doc/report", """{"name":"report"}""")]
    [InlineData("ads://doc/{name}.json", "ads://doc/a.b.json", """{"name":"a.b"}""")]
    [InlineData("ads://tree{/a,b}", "ads://tree/1/2", """{"a":"1","b":"2"}""")]
    [InlineData("ads://tree{/a,b}", "ads://tree", "{}")]
    [InlineData("ads://tree{/a,b}", "ads://tree/1/2/3", null)]
    [InlineData("ads://map{;x,y}", "ads://map;y=2;x", """{"y":"2","x":""}""")]
    [InlineData("ads://map{;x,y}", "ads://map;z=1", null)]
    [InlineData("ads://items{?page,size}", "ads://items?size=5&page=2", """{"size":"5","page":"2"}""")]
    [InlineData("ads://items{?page,size}", "ads://items", "{}")]
    [InlineData("ads://items{?page,size}", "ads://items?page=a%26b%3Dc", """{"page":"a&b=c"}""")]
    [InlineData("ads://items{?page,size}", "ads://items?page=1&page=2", null)]
    [InlineData("ads://items{?page,size}", "ads://items?other=1", null)]
    [InlineData("ads://items?fixed=1{&page}", "ads://items?fixed=1&page=2", """{"page":"2"}""")]
    [InlineData("ads://items?fixed=1{&page}", "ads://items?fixed=2&page=2", null)]
    [InlineData("ads://items{?a}{&b}", "ads://items?a=1&b=2", """{"a":"1","b":"2"}""")]
    public void Match_Uri_GivesItsVariables(string template, string uri, string? expected) =>
        Assert.Equal(Canonical(expected), Canonical(Match(template, uri)));

    [Theory]
    [InlineData("ads://{n}", "ads://12", """{"n":12}""")]
    [InlineData("ads://{n}", "ads://-1.5e3", """{"n":-1.5e3}""")]
    [InlineData("ads://{n}", "ads://true", """{"n":true}""")]
    [InlineData("ads://{n}", "ads://012", """{"n":"012"}""")]
    [InlineData("ads://{n}", "ads://%2012", """{"n":" 12"}""")]
    [InlineData("ads://{n}", "ads://abc", """{"n":"abc"}""")]
    [InlineData("ads://{list}", "ads://a,b%2Cc", """{"list":["a","b,c"]}""")]
    [InlineData("ads://x{?list}", "ads://x?list=a,b", """{"list":["a","b"]}""")]
    [InlineData("ads://x{?list}", "ads://x?list=a&list=b", """{"list":["a","b"]}""")]
    [InlineData("ads://x{?list}", "ads://x?list=", """{"list":[]}""")]
    [InlineData("ads://x{?numbers}", "ads://x?numbers=1,2,x", """{"numbers":[1,2,"x"]}""")]
    public void Match_TypedVariables_AreJsonOfTheirType(string template, string uri, string expected)
    {
        var kinds = new Dictionary<string, UriVariableKind> { ["n"] = UriVariableKind.Literal, ["list"] = UriVariableKind.List, ["numbers"] = UriVariableKind.LiteralList };

        Assert.Equal(Canonical(expected), Canonical(Match(template, uri, kinds)));
    }

    [Theory]
    [InlineData("profiles/{id}")]
    [InlineData("{scheme}://x")]
    [InlineData("ads://{id")]
    [InlineData("ads://{}")]
    [InlineData("ads://{=id}")]
    [InlineData("ads://{id:3}")]
    [InlineData("ads://{id*}")]
    [InlineData("ads://{id}/{id}")]
    [InlineData("ads://a b")]
    [InlineData("ads://ä")]
    [InlineData("ads://a#b#c")]
    public void Parse_WhatCannotBeRead_SaysWhy(string text)
    {
        Assert.Null(UriTemplate.Parse(text, out var problem));
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void Match_WhatWasExpanded_GivesTheValuesBack()
    {
        // Each template can be undone: no two of its values touch without something between that neither can hold.
        string[] templates =
        [
            "t://h/{a}", "t://h/{a,b}", "t://h/{a}/x/{b}", "t://h{/a,b}", "t://h/{a}{;b,c}", "t://h/{a}{?b,c}", "t://h{?a,b,c}", "t://h?k=v{&a,b}",
            "t://h/{+a}", "t://h{#a}", "t://h/{a}{#b}", "t://h/{a}{/b}{?c}{#d}",
        ];
        var random = new Random(6570);
        for (var i = 0; i < 20_000; i++)
        {
            var template = templates[random.Next(templates.Length)];
            var variables = UriTemplate.Parse(template, out _)!.Variables;
            var last = random.Next(variables.Length);
            // Positional values are missing from the end only; a '+' value ends the template, so it may hold anything.
            var values = variables.Take(last + 1).ToDictionary(v => v, _ => new[] { Text(random) });

            var uri = UriExpander.Expand(template, values);
            var found = JsonNode.Parse(Match(template, uri) ?? throw new Xunit.Sdk.XunitException($"{template} does not match {uri}"))!.AsObject();

            var expected = new JsonObject(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value[0])));
            Assert.True(Same(expected, found), $"{template} of {expected.ToJsonString()} is {uri}, read back as {found.ToJsonString()}");
        }
    }

    [Fact]
    public void Match_AnyText_EndsInTimeWithJsonOrNothing()
    {
        string[] templates = ["t://h/{a}{.b}{;c}{?d,e}{#f}", "t://{a,b,c}/{d}-{e}.{f}", "t://h/{+a}{?b}", "t://h{/a,b,c,d}"];
        const string characters = "/;?&#=,.%-ab\0é\ud800+";
        var random = new Random(8192);
        foreach (var template in templates)
        {
            var matcher = new UriTemplateMatcher(UriTemplate.Parse(template, out _)!, new Dictionary<string, UriVariableKind>());
            for (var i = 0; i < 5_000; i++)
            {
                var uri = "t://h" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => characters[random.Next(characters.Length)]));
                if (matcher.Match(uri) is { } json)
                {
                    Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(json).RootElement.ValueKind);
                }
            }

            matcher.Match("t://h/" + new string('-', 8000) + new string('.', 100) + "\0");
        }
    }

    private static string? Match(string template, string uri, IReadOnlyDictionary<string, UriVariableKind>? kinds = null)
    {
        var parsed = UriTemplate.Parse(template, out var problem);
        Assert.True(parsed is not null, problem);
        return new UriTemplateMatcher(parsed, kinds ?? new Dictionary<string, UriVariableKind>()).Match(uri) is { } json ? Encoding.UTF8.GetString(json) : null;
    }

    private static string? Canonical(string? json) => json is null ? null : JsonNode.Parse(json)!.ToJsonString();

    /// <summary>A missing value and an empty one expand to the same where no name and no sign stands before it.</summary>
    private static bool Same(JsonObject expected, JsonObject found) =>
        expected.All(e => (string)e.Value! == ((string?)found[e.Key] ?? "")) && found.All(f => expected.ContainsKey(f.Key) || (string?)f.Value == "");

    private static string Text(Random random)
    {
        const string characters = "abcXYZ019-._~:/?#[]@!$&'()*+,;= %\"<>\\^`{|}\u0001\u00e4\u4e2d\u2028";
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => characters[random.Next(characters.Length)])) is var text && text.Length > 0 ? text : "v";
    }
}
