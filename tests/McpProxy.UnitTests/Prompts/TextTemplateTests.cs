using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Prompts;
using McpProxy.Prompts.Content;

namespace McpProxy.UnitTests.Prompts;

/// <summary>Texts with holes: what stands between them stays, what is inserted is never read again.</summary>
public sealed class TextTemplateTests
{
    private static readonly string[] Names = ["a", "b", "long-name"];

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("{a}", "1")]
    [InlineData("{a}{b}{a}", "1{a}1")]
    [InlineData("x{long-name}y", "x}}y")]
    [InlineData("{{a}}", "{a}")]
    [InlineData("{{{a}}}", "{1}")]
    [InlineData("}}{{", "}{")]
    public void Expand_Text_FillsHolesOnce(string template, string expected) => Assert.Equal(expected, Parse(template)!.Expand(Values("1", "{a}", "}}")));

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}")]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData("{a{b}")]
    [InlineData("{{a}")]
    public void Parse_LooseBrace_IsRefused(string template) => Assert.Null(Parse(template));

    [Fact]
    public void Parse_UnknownNames_AreAllNamed()
    {
        var unknown = new List<string>();

        TextTemplate.Parse("{x} {a} {y z}", n => Array.IndexOf(Names, n), unknown.Add);

        Assert.Equal(["x", "y z"], unknown);
    }

    [Theory]
    [InlineData("ads://x/{a}?q={b}", "ads://x/a%20%2F?q=%7B%C3%A9%7D")]
    [InlineData("{a}", "a /")]
    public void ExpandUri_Values_AreEncodedUnlessOneIsTheWhole(string template, string expected) =>
        Assert.Equal(expected, Parse(template)!.ExpandUri(Values("a /", "{é}", "")));

    [Fact]
    public void Expand_AnyTextAndValues_KeepsBoth()
    {
        var random = new Random(42);
        for (var i = 0; i < 5_000; i++)
        {
            var (before, after) = (Text(random), Text(random));
            var (a, b) = (Text(random), Text(random));
            var template = Parse($"{Escape(before)}{{a}}{Escape(after)}{{b}}")!;

            var text = template.Expand(Values(a, b, ""));

            Assert.Equal(before + a + after + b, text);
            Assert.Equal(Encoding.UTF8.GetByteCount(text), template.Bytes(Values(a, b, "")));
        }
    }

    private static string Escape(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "{}ab é\"\\".AsSpan()[random.Next(8)]));

    private static TextTemplate? Parse(string template) => TextTemplate.Parse(template, n => Array.IndexOf(Names, n), n => Assert.Fail(n));

    private static PromptValues Values(params string[] values)
    {
        var prompt = new PromptBinding { Name = "p", Arguments = [.. Names.Select(n => new PromptArgument(n, null, null, true, null))] };
        var json = JsonSerializer.SerializeToUtf8Bytes(Names.Zip(values).ToDictionary(p => p.First, p => p.Second));
        var read = PromptValues.Read(prompt, json, new McpLimitsConfig(), out var problem);
        Assert.Null(problem);
        return read;
    }
}
