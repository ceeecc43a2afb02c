using McpProxy.Configuration;
using McpProxy.Host.Cli.Explanations;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class ExplanationTests
{
    /// <summary>What sets headers behind the last step may replace the tool's by a secret.</summary>
    [Theory]
    [InlineData("X-Kind")]
    [InlineData("X-Fixed")]
    [InlineData("Cookie")]
    public async Task Header_ThatNoStepHasSeen_IsTheProxysAndRedacted(string name)
    {
        var tool = SomeTool.From(new ToolConfig
        {
            Route = "all",
            Request = "GET /a",
            Headers = new Dictionary<string, string> { ["X-Fixed"] = "open" },
            Parameters = new Dictionary<string, ParameterConfig> { ["kind"] = new() { In = ParameterLocation.Header, As = "X-Kind" }, ["crumb"] = new() { In = ParameterLocation.Cookie } },
        });
        var record = new RequestRecord();
        using var seen = RequestOf((name, "open"));
        using var sent = RequestOf((name, "hunter2"), ("Accept", "text/csv"));
        record.Note("RequestHeader X-Other", new RequestTransformContext { HttpContext = new DefaultHttpContext(), ProxyRequest = seen, Path = "/a", Query = new QueryTransformContext(new DefaultHttpContext().Request) });
        await record.CatchAsync(sent, TestContext.Current.CancellationToken);

        var headers = new Explanation(tool, record, new ExplainedArguments(tool, """{"kind":"open","crumb":"open"}"""u8.ToArray(), 64, TimeProvider.System)).Headers;

        Assert.Equal([new ExplainedValue("Accept", "text/csv", "proxy"), new ExplainedValue(name, "<redacted>", "proxy")], headers.OrderBy(h => h.Name, StringComparer.Ordinal));
    }

    private static HttpRequestMessage RequestOf(params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://upstream.invalid/a"));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
