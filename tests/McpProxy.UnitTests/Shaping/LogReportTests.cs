using System.Text;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.UnitTests.Shaping;

public sealed class LogReportTests
{
    [Theory]
    [InlineData("""{"level":"info","data":1}""", "info", null, "1")]
    [InlineData("""{"data":{"a":[1]},"logger":"db","level":"emergency"}""", "emergency", "db", """{"a":[1]}""")]
    [InlineData("""{"level":"debug","logger":null,"data":null}""", "debug", null, "null")]
    [InlineData("{\"level\":\"info\",\"data\":{\n\"a\":1}}", "info", null, "{ \"a\":1}")]
    public void TryParse_LogMessage_IsRead(string json, string level, string? logger, string data)
    {
        var report = LogReport.TryParse(Encoding.UTF8.GetBytes(json));

        Assert.NotNull(report);
        Assert.Equal(level, LogLevels.Name(report.Level));
        Assert.Equal(logger, report.Logger);
        Assert.Equal(data, Encoding.UTF8.GetString(report.Data.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"level":"info"}""")]
    [InlineData("""{"data":1}""")]
    [InlineData("""{"level":"Info","data":1}""")]
    [InlineData("""{"level":"trace","data":1}""")]
    [InlineData("""{"level":3,"data":1}""")]
    [InlineData("""{"level":"info","data":1,"time":2}""")]
    [InlineData("""{"level":"info","logger":7,"data":1}""")]
    [InlineData("""{"level":"info","data":1} {}""")]
    [InlineData("""{"level":"info","data":""")]
    [InlineData("""{"level":"\ud800","data":1}""")]
    [InlineData("""["level","info"]""")]
    public void TryParse_AnythingElse_IsNone(string json) => Assert.Null(LogReport.TryParse(Encoding.UTF8.GetBytes(json)));
}
