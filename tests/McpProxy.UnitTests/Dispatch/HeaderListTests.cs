using McpProxy.Dispatch;

namespace McpProxy.UnitTests.Dispatch;

public sealed class HeaderListTests
{
    private readonly HeaderList _headers = new();

    [Fact]
    public void Set_SameNameInAnotherCase_ReplacesTheValue()
    {
        _headers["Accept"] = "a";

        _headers["ACCEPT"] = "b";

        Assert.Equal("b", Assert.Single(_headers).Value);
    }

    [Fact]
    public void Set_Empty_Removes()
    {
        Fill("Accept", "Host", "Via");

        _headers["host"] = default;

        Assert.Equal(["Accept", "Via"], _headers.Select(h => h.Key));
    }

    [Fact]
    public void Set_MoreThanItStartedWith_KeepsAllInOrder()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(i => $"X-{i}")];

        Fill(names);

        Assert.Equal(names, _headers.Select(h => h.Key));
        Assert.Equal(50, _headers.Count);
    }

    [Fact]
    public void Get_Missing_IsEmpty() => Assert.Equal(0, _headers["Accept"].Count);

    [Fact]
    public void Arrange_NamesNotPresent_OrdersTheOthers()
    {
        Fill("Host", "X-B", "Accept", "X-A");

        _headers.Arrange(["Accept", "User-Agent", "host", "X-A", "X-B"]);

        Assert.Equal(["Accept", "Host", "X-A", "X-B"], _headers.Select(h => h.Key));
    }

    [Fact]
    public void ContentLength_Set_IsAHeader()
    {
        _headers.ContentLength = 42;

        Assert.Equal("42", _headers["Content-Length"]);
        Assert.Equal(42, _headers.ContentLength);
    }

    [Fact]
    public void Add_Twice_Throws()
    {
        _headers.Add("Accept", "a");

        Assert.Throws<ArgumentException>(() => _headers.Add("accept", "b"));
    }

    [Fact]
    public void Clear_AfterSome_LeavesNone()
    {
        Fill("Accept", "Host");

        _headers.Clear();

        Assert.Empty(_headers);
        Assert.False(_headers.ContainsKey("Accept"));
    }

    private void Fill(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _headers[name] = "value";
        }
    }
}
