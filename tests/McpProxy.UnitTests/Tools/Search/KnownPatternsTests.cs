using System.Globalization;
using System.Text.RegularExpressions;
using McpProxy.Tools.Search;

namespace McpProxy.UnitTests.Tools.Search;

/// <summary>Which compiled expressions are kept: few, short ones, those that were used last.</summary>
public sealed class KnownPatternsTests
{
    private readonly KnownPatterns _known = new();

    [Fact]
    public void Find_WhatIsKept_GivesTheSameExpression()
    {
        var regex = new Regex("a");
        _known.Keep(regex);
        _known.Keep(new Regex("a"));

        Assert.Same(regex, _known.Find("a"));
        Assert.Null(_known.Find("A"));
    }

    [Fact]
    public void Keep_MoreThanTheMost_DropsWhatWasUsedLongestAgo()
    {
        for (var i = 0; i < KnownPatterns.Most; i++)
        {
            _known.Keep(new Regex(i.ToString(CultureInfo.InvariantCulture)));
        }

        Assert.NotNull(_known.Find("0"));
        _known.Keep(new Regex("new"));

        Assert.NotNull(_known.Find("0"));
        Assert.NotNull(_known.Find("new"));
        Assert.Null(_known.Find("1"));
    }

    [Fact]
    public void Keep_OfALongText_DoesNothing()
    {
        _known.Keep(new Regex(new string('a', KnownPatterns.LongestText)));
        _known.Keep(new Regex(new string('b', KnownPatterns.LongestText + 1)));

        Assert.NotNull(_known.Find(new string('a', KnownPatterns.LongestText)));
        Assert.Null(_known.Find(new string('b', KnownPatterns.LongestText + 1)));
    }
}
