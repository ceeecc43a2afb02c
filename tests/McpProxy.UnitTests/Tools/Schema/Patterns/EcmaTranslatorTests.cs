using System.Text.RegularExpressions;
using McpProxy.Tools.Schema.Patterns;

namespace McpProxy.UnitTests.Tools.Schema.Patterns;

public sealed class EcmaTranslatorTests
{
    [Theory]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData("b", "abc", true)]
    [InlineData(@"^\d+$", "٣", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^\s$", "\ufeff", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[😀-😂]$", "😃", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData(@"^\u{1F600}$", "😀", true)]
    [InlineData(@"^\uD83D\uDE00$", "😀", true)]
    [InlineData(@"^\u0041\x42\cJ\0$", "AB\n\0", true)]
    [InlineData(@"^\p{Lu}\p{Letter}\P{L}$", "Éé1", true)]
    [InlineData(@"^\p{L}$", "𝔸", true)]
    [InlineData(@"^[\p{Nd}_]+$", "৪_2", true)]
    [InlineData("^[]$", "a", false)]
    [InlineData("^[^]$", "a", true)]
    [InlineData("^[]*$", "", true)]
    [InlineData("^[a-c-]+$", "b-", true)]
    [InlineData(@"^[\d-x]+$", "1-x", true)]
    [InlineData(@"^[\b]$", "\b", true)]
    [InlineData("^[a-z-[aeiou]]$", "b]", true)]
    [InlineData("^[a-z&&[b]]$", "&]", true)]
    [InlineData(@"^\-\_\@\/\:$", "-_@/:", true)]
    [InlineData("^{a}]$", "{a}]", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^a{2,3}?$", "aaa", true)]
    [InlineData("^(?<n>a)\\k<n>$", "aa", true)]
    [InlineData("^(a)(?<n>b)\\2\\1$", "abba", true)]
    [InlineData("^(?:(a)|b)\\1c$", "bc", true)]
    [InlineData("^\\k<n>(?<n>a)$", "a", true)]
    [InlineData(@"\bcat\b", "a cat.", true)]
    [InlineData(@"\bcat\b", "écat", true)]
    [InlineData(@"a\Bb", "ab", true)]
    [InlineData("(?<=\\$)\\d+(?! )", "$5", true)]
    [InlineData("a #b", "a #b", true)]
    [InlineData("^a{99999999999}$", "a", false)]
    [InlineData("", "anything", true)]
    [InlineData("^$|^a|b$", "xb", true)]
    public void TryTranslate_Pattern_MatchesAsEcmaScriptDoes(string pattern, string text, bool expected)
    {
        Assert.True(EcmaTranslator.TryTranslate(pattern, out var translated, out _));
        Assert.Equal(expected, Regex.IsMatch(text, translated.Text, RegexOptions.CultureInvariant));
    }

    [Theory]
    [InlineData("a(b", "')' is missing")]
    [InlineData("a)b", "')' at position 1 closes nothing")]
    [InlineData("a**", "'*' at position 2 repeats nothing")]
    [InlineData("+a", "'+' at position 0 repeats nothing")]
    [InlineData("a{3,2}", "the repetition {3,2} ends below its start")]
    [InlineData("[b-a]", "the range before position 4 ends below its start")]
    [InlineData(@"\Aabc\Z", @"\A at position 0 has no meaning; write ^ for the start of the text")]
    [InlineData(@"abc\Z", @"\Z at position 3 has no meaning; write $ for the end of the text")]
    [InlineData(@"\u12", "4 hexadecimal digits must follow at position 2")]
    [InlineData(@"\u{110000}", @"\u{110000} is no code point")]
    [InlineData(@"\01", @"\0 at position 0 has no meaning")]
    [InlineData(@"\p{Klingon}", "the Unicode property 'Klingon' is not known here; general categories are")]
    [InlineData("(?i)a", "'(?' at position 0 must go on with ':', '=', '!', '<=', '<!' or '<name>'")]
    [InlineData("(?>a)", "'(?' at position 0 must go on with ':', '=', '!', '<=', '<!' or '<name>'")]
    [InlineData(@"(a)\2", "there is no group 2")]
    [InlineData(@"\k<x>", "there is no group 'x'")]
    [InlineData("(?<x>a)(?<x>b)", "the group name 'x' is empty or taken")]
    [InlineData("a\\", "the pattern ends too early")]
    public void TryTranslate_NotEcmaScript_SaysWhy(string pattern, string expected)
    {
        Assert.False(EcmaTranslator.TryTranslate(pattern, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("^[0-9]+$", false)]
    [InlineData("^([0-9]+)?$", false)]
    [InlineData("^(?:a|b|c)[A-Z]{1,64}$", false)]
    [InlineData("^(?:abc){3}$", false)]
    [InlineData("^(a+)+$", true)]
    [InlineData("^(a|aa)*$", true)]
    [InlineData("^([a-z]?){30}$", true)]
    [InlineData("^a*b*c*$", true)]
    public void TryTranslate_Pattern_KnowsWhetherItMayBacktrackLong(string pattern, bool expected)
    {
        Assert.True(EcmaTranslator.TryTranslate(pattern, out var translated, out _));
        Assert.Equal(expected, translated.MayBacktrackLong);
    }

    [Fact]
    public void TryTranslate_DeeplyNestedGroups_AreRefused()
    {
        Assert.False(EcmaTranslator.TryTranslate(new string('(', 100_000), out _, out var error));
        Assert.Equal("groups are nested more than 100 deep", error);
    }

    [Fact]
    public void TryTranslate_RandomPatterns_AreRefusedHereAndNeverByTheEngine()
    {
        var random = new Random(7);
        var translatedCount = 0;
        for (var i = 0; i < 5000; i++)
        {
            var pattern = RandomPattern(random);
            if (EcmaTranslator.TryTranslate(pattern, out var translated, out _))
            {
                translatedCount++;
                Assert.NotNull(new Regex(translated.Text, RegexOptions.CultureInvariant));
            }
        }

        Assert.InRange(translatedCount, 500, 4500);
    }

    private static string RandomPattern(Random random)
    {
        string[] pieces = ["a", "1", "-", "^", "$", ".", "[", "]", "[^", "(", ")", "(?:", "(?=", "(?<n>", "|", "*", "+", "?", "{2}", "{1,", "}", @"\d", @"\W", @"\b", @"\1", @"\u0041", @"\p{L}", "😀", @"\", " ", "#"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => pieces[random.Next(pieces.Length)]));
    }
}
