using System.Text.Json;
using AdsSimulator;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>Calls through the MCP door into the simulator: every kind of answer, every kind of failure.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private RunningSimulator _simulator = null!;
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync();
        _proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "ads", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{_simulator.BaseAddress}}" } } } }
              },
              "Mcp": {
                "Tools": {
                  "list_profiles": { "Route": "all", "Request": "GET /v2/profiles" },
                  "get_profile": { "Route": "all", "Request": "GET /v2/profiles/{profileId}", "Parameters": { "profileId": "string!" }, "Response": { "Select": [ "profileId", "accountInfo.name" ] } },
                  "echo": { "Route": "all", "Request": "POST /echo/{name}", "Parameters": { "name": "string!", "payload": { "Type": "object", "In": "body", "As": "$" } } },
                  "fault": { "Route": "all", "Request": "GET /echo/x", "Timeout": "00:00:02",
                    "Parameters": { "status": { "Type": "integer", "In": "header", "As": "X-Sim-Status" }, "wait": { "Type": "integer", "In": "header", "As": "X-Sim-Retry-After" },
                                    "delay": { "Type": "integer", "In": "header", "As": "X-Sim-Delay-Ms" }, "cut": { "In": "header", "As": "X-Sim-Cut" } } },
                  "image": { "Route": "all", "Request": "GET /media/image.png" },
                  "audio": { "Route": "all", "Request": "GET /media/audio.wav" },
                  "blob": { "Route": "all", "Request": "GET /media/blob.bin", "Parameters": { "bytes": "integer" } },
                  "big": { "Route": "all", "Request": "GET /amc/reporting/i/workflows", "Parameters": { "items": "integer" }, "Response": { "MaxBytes": 20000 } },
                  "problem": { "Route": "all", "Request": "GET /problem" },
                  "promised": { "Route": "all", "Request": "DELETE /v2/nothing", "OutputSchema": { "type": "object" }, "Headers": { "X-Sim-Status": "200" } },
                  "made": { "Route": "all", "Request": "GET /mcp-result" }
                }
              }
            }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private static JsonElement Error(JsonElement result)
    {
        Assert.True(result.GetProperty("isError").GetBoolean());
        return result.GetProperty("_meta").GetProperty("mcpproxy/error");
    }

    [Fact]
    public async Task Call_JsonArray_IsTextAndStructuredContent()
    {
        var result = await _proxy.CallAsync("list_profiles");

        Assert.False(result.GetProperty("isError").GetBoolean());
        var structured = result.GetProperty("structuredContent");
        Assert.Equal(JsonValueKind.Array, structured.ValueKind);
        Assert.Equal(structured.GetRawText().Length, JsonDocument.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!).RootElement.GetRawText().Length);
    }

    [Fact]
    public async Task Call_Select_KeepsOnlyTheNamedMembers()
    {
        var id = (await _proxy.CallAsync("list_profiles")).GetProperty("structuredContent")[0].GetProperty("profileId").GetInt64();

        var profile = (await _proxy.CallAsync("get_profile", $$"""{"profileId":"{{id}}"}""")).GetProperty("structuredContent");

        Assert.Equal(["profileId", "accountInfo"], profile.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["name"], profile.GetProperty("accountInfo").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Call_Body_ReachesTheUpstreamUnchanged()
    {
        var result = await _proxy.CallAsync("echo", """{"name":"caf\u00e9 1","payload":{"a":[1.50,"x"]}}""");

        var echo = result.GetProperty("structuredContent");
        Assert.Equal("""{"a":[1.50,"x"]}""", echo.GetProperty("body").GetString());
        Assert.Equal("/echo/caf%C3%A9%201", echo.GetProperty("rawTarget").GetString());
    }

    [Fact]
    public async Task Call_InvalidArguments_NameWhatIsWrongAndSendNothing()
    {
        var error = Error(await _proxy.CallAsync("get_profile", """{"profileld":"1"}"""));

        Assert.Equal("invalid_arguments", error.GetProperty("kind").GetString());
        Assert.Contains("profileId", error.GetProperty("message").GetString());
        Assert.False(error.GetProperty("retryable").GetBoolean());
    }

    [Theory]
    [InlineData(302, "upstream_http", "http_302", false)]
    [InlineData(404, "upstream_http", "http_404", false)]
    [InlineData(401, "auth_required", "upstream_unauthorized", false)]
    [InlineData(403, "forbidden", "upstream_forbidden", false)]
    [InlineData(500, "upstream_http", "http_500", false)]
    [InlineData(503, "upstream_http", "http_503", true)]
    public async Task Call_UpstreamStatus_BecomesTheErrorContract(int status, string kind, string code, bool retryable)
    {
        var result = await _proxy.CallAsync("fault", $$"""{"status":{{status}}}""");

        var error = Error(result);
        Assert.Equal(kind, error.GetProperty("kind").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(status, error.GetProperty("status").GetInt32());
        Assert.Equal(retryable, error.GetProperty("retryable").GetBoolean());
        Assert.Equal(error.GetRawText(), result.GetProperty("structuredContent").GetRawText());
    }

    [Fact]
    public async Task Call_RateLimitedUpstream_SaysWhenToComeBack()
    {
        var error = Error(await _proxy.CallAsync("fault", """{"status":429,"wait":7}"""));

        Assert.Equal("rate_limited", error.GetProperty("kind").GetString());
        Assert.Equal(7, error.GetProperty("retryAfterSeconds").GetInt32());
    }

    [Fact]
    public async Task Call_SlowUpstream_EndsAtTheDeadline()
    {
        var error = Error(await _proxy.CallAsync("fault", """{"delay":30000}"""));

        Assert.Equal("timeout", error.GetProperty("kind").GetString());
        Assert.True(error.GetProperty("retryable").GetBoolean());
    }

    [Theory]
    [InlineData("before-headers")]
    [InlineData("mid-body")]
    public async Task Call_CutConnection_IsUnreachable(string cut)
    {
        var error = Error(await _proxy.CallAsync("fault", $$"""{"cut":"{{cut}}"}"""));

        Assert.Equal("upstream_unreachable", error.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("image", "image", "image/png")]
    [InlineData("audio", "audio", "audio/wav")]
    public async Task Call_Media_IsABlockOfItsKind(string tool, string type, string mimeType)
    {
        var block = (await _proxy.CallAsync(tool)).GetProperty("content")[0];

        Assert.Equal(type, block.GetProperty("type").GetString());
        Assert.Equal(mimeType, block.GetProperty("mimeType").GetString());
        Assert.NotEmpty(block.GetProperty("data").GetBytesFromBase64());
    }

    [Fact]
    public async Task Call_Binary_IsEmbeddedWhenSmallAndLinkedWhenLarge()
    {
        var small = (await _proxy.CallAsync("blob", """{"bytes":100}""")).GetProperty("content")[0];
        var large = (await _proxy.CallAsync("blob", """{"bytes":2000000}""")).GetProperty("content")[0];
        var huge = (await _proxy.CallAsync("blob", """{"bytes":20000000}""")).GetProperty("content")[0];

        Assert.Equal("resource", small.GetProperty("type").GetString());
        Assert.Equal(100, small.GetProperty("resource").GetProperty("blob").GetBytesFromBase64().Length);
        Assert.Equal("resource_link", large.GetProperty("type").GetString());
        Assert.Equal(2_000_000, large.GetProperty("size").GetInt64());
        Assert.Equal("resource_link", huge.GetProperty("type").GetString());
        Assert.Equal("mcpproxy://all/media/blob.bin", huge.GetProperty("uri").GetString());
    }

    [Fact]
    public async Task Call_TooLargeJson_IsAClearError()
    {
        var error = Error(await _proxy.CallAsync("big", """{"items":10000}"""));

        Assert.Equal("response_too_large", error.GetProperty("kind").GetString());
        Assert.Contains("20000 bytes", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Call_ProblemDocument_LandsInDetails()
    {
        var error = Error(await _proxy.CallAsync("problem"));

        Assert.True(error.GetProperty("details").TryGetProperty("title", out _));
    }

    [Fact]
    public async Task Call_ResultMadeByTheUpstream_PassesThrough()
    {
        var result = await _proxy.CallAsync("made");

        Assert.Equal("complete", result.GetProperty("resultType").GetString());
        Assert.NotEqual(0, result.GetProperty("content").GetArrayLength());
    }

    [Fact]
    public async Task HttpDoor_UnreachableUpstream_AnswersWithTheSameContractAsProblemDetails()
    {
        await _simulator.DisposeAsync();

        using var response = await _proxy.Http.GetAsync("/v2/profiles");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var error = Error(await _proxy.CallAsync("list_profiles"));

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(502, (int)response.StatusCode);
        foreach (var name in (string[])["kind", "code", "status", "message", "retryable"])
        {
            Assert.Equal(error.GetProperty(name).GetRawText(), problem.GetProperty(name).GetRawText());
        }
    }

    [Fact]
    public async Task HttpDoor_UpstreamAnswer_PassesUntouchedWithARequestId()
    {
        using var response = await _proxy.Http.GetAsync("/problem");

        Assert.True(response.Headers.Contains("X-Request-Id"));
        Assert.DoesNotContain("requestId", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task McpDoor_EveryAnswer_CarriesTheRequestIdOfItsError()
    {
        using var response = await _proxy.SendCallAsync("problem", "{}");

        Assert.Contains(response.Headers.GetValues("X-Request-Id").Single(), await response.Content.ReadAsStringAsync());
    }
}
