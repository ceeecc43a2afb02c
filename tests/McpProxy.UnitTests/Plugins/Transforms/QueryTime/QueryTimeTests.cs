using McpProxy.Plugins.Transforms.QueryTime;
using McpProxy.UnitTests.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms.QueryTime;

public sealed class QueryTimeTests
{
    private const string Path = "/amc/reporting/i/workflowExecutions";

    private static readonly QueryTimeOptions _options = new() { Parameters = ["startTime", "minCreationTime"], Paths = ["/amc/**/workflowExecutions"] };

    [Theory]
    [InlineData("1700000000", "2023-11-14T22:13:20")]
    [InlineData("1700000000123", "2023-11-14T22:13:20")]
    [InlineData("20240102", "2024-01-02T00:00:00")]
    [InlineData("2024-01-02", "2024-01-02T00:00:00")]
    [InlineData("2024-01-02T03:04:05%2B02:00", "2024-01-02T01:04:05")]
    [InlineData("2024-01-02T03:04:05+02:00", "2024-01-02T01:04:05")]
    [InlineData("2024-01-02T03:04:05.678-08:00", "2024-01-02T11:04:05")]
    [InlineData("2024-01-02T03:04:05Z", "2024-01-02T03:04:05")]
    [InlineData("2024-01-02T03:04:05.1234567Z", "2024-01-02T03:04:05")]
    [InlineData("2024-01-02T03:04", "2024-01-02T03:04:00")]
    [InlineData("2024-01-02%2003:04:05", "2024-01-02T03:04:05")]
    [InlineData("%202024-01-02", "2024-01-02T00:00:00")]
    [InlineData("100000000", "1973-03-03T09:46:40")]
    public async Task Time_InAnyForm_IsSentAsTheUpstreamWantsIt(string sent, string expected)
    {
        var (query, error) = await ApplyAsync($"{Path}?limit=5&startTime={sent}&q=a%2Bb");

        Assert.Null(error);
        Assert.Equal($"?limit=5&startTime={Uri.EscapeDataString(expected)}&q=a%2Bb", query);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("1")]
    [InlineData("12345678901234567890")]
    [InlineData("20241301")]
    [InlineData("2024-02-30")]
    [InlineData("2024-01-02T25:00:00")]
    [InlineData("2024-01-02T03:04:05+99:00")]
    [InlineData("0001-01-01T00:00:00%2B14:00")]
    [InlineData("-1700000000")]
    [InlineData("%D9%A1%D9%A7%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0")]
    public async Task Time_ThatCannotBeRead_IsRefusedWithWhatCan(string sent)
    {
        var (_, error) = await ApplyAsync($"{Path}?startTime={sent}");

        Assert.Equal((ProxyErrorKind.InvalidArguments, "invalid_time", 400), (error?.Kind, error?.Code, error?.HttpStatus));
        Assert.Equal("The request was not sent: the value of 'startTime' is not a time.", error?.Message);
        Assert.StartsWith("Write it as seconds or milliseconds since 1970 (1700000000), YYYYMMDD, YYYY-MM-DD, or ISO 8601", error?.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/amc/reporting/i/workflows?startTime=1700000000")]
    [InlineData("/amc/reporting/i/workflowExecutions/1?startTime=1700000000")]
    [InlineData(Path + "?starttime=1700000000&x=%2b+y")]
    [InlineData(Path + "?startTime=2024-01-02T03:04:05&x=%2b+y&x=2")]
    [InlineData(Path + "?startTime=&x")]
    [InlineData(Path)]
    public async Task Query_WithNothingToChange_StaysByteForByte(string target)
    {
        var (query, error) = await ApplyAsync(target);

        Assert.Null(error);
        Assert.Equal(target.Contains('?', StringComparison.Ordinal) ? target[target.IndexOf('?', StringComparison.Ordinal)..] : "", query);
    }

    [Fact]
    public void Validate_Mistakes_AreAllReported() => Assert.Equal(
        [
            "McpProxy:QueryTime:x:Format: MCP016: '%' is not a date and time format. Write one such as yyyy-MM-ddTHH:mm:ss.",
            "McpProxy:QueryTime:x:Parameters: MCP013: No query parameter is named. Name at least one.",
            "McpProxy:QueryTime:x:Paths:0: MCP016: 'amc' is not a path pattern. Write /path for one path, or /path/** for it and everything below.",
        ],
        SomeTransform.Validate(
            new QueryTimeFactory(),
            new FixedCandidate("""{ "McpProxy": { "QueryTime": { "x": { "Format": "%", "Paths": [ "amc" ] } } } }"""),
            new() { ["QueryTime"] = "x" }));

    private static async Task<(string Query, ProxyError? Error)> ApplyAsync(string target)
    {
        var context = SomeTransform.Request("GET", target);
        var request = await SomeTransform.ApplyAsync(context, b => b.AddQueryTime(_options));
        return (request.RequestUri is { } uri ? uri.Query : "", ProxyExchange.Get(context)!.Error);
    }
}
