using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;
using static McpProxy.IntegrationTests.Mcp.ScriptedServer;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The stdio bridge in front of servers of other makes: what they may do, and what they do wrong.</summary>
public sealed class BridgeServersTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
    private const string Initialized = """{"jsonrpc":"2.0","method":"notifications/initialized"}""";
    private const string Opened = """{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}""";
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private const string Pong = """{"jsonrpc":"2.0","id":1,"result":{}}""";

    [Fact]
    public async Task Session_IdVersionAndHeaders_AreSentWithEveryRequest()
    {
        await using var server = await StartAsync((http, _) => JsonAsync(http, Pong));
        await using (var bridge = BridgeRun.Start(server.Endpoint, headers: ("Authorization", "Bearer t0p")))
        {
            await OpenAsync(bridge);
            Assert.Equal(Pong, (await bridge.AskAsync(Ping))!.ToJsonString());
        }

        Assert.DoesNotContain("Mcp-Session-Id", server.Requests.First().Headers.Keys);
        Assert.All(server.Requests, r => Assert.Equal("Bearer t0p", r.Headers["Authorization"]));
        Assert.All(server.Requests.Skip(1), r => Assert.Equal(("s1", "2025-06-18"), (r.Headers["Mcp-Session-Id"], r.Headers["MCP-Protocol-Version"])));
        Assert.Equal("DELETE", server.Requests.Last().Method);
        Assert.Contains(server.Requests, r => r.Method == "GET" && r.Headers["Accept"] == "text/event-stream");
    }

    [Fact]
    public async Task ServerAsks_ClientAnswers_TheAnswerIsPosted()
    {
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(async (http, body) =>
        {
            if (body.Contains("\"result\"", StringComparison.Ordinal))
            {
                http.Response.StatusCode = 202;
                asked.SetResult(body);
                return;
            }

            await EventsAsync(http, "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"q\",\ndata: \"method\":\"roots/list\"}\n\n");
            await asked.Task;
            await EventsAsync(http, $"data: {Pong}\n\n");
        });
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        var question = await bridge.AskAsync(Ping);
        Assert.Equal("""{"jsonrpc":"2.0","id":"q","method":"roots/list"}""", question!.ToJsonString());
        var answer = await bridge.AskAsync("""{"jsonrpc":"2.0","id":"q","result":{"roots":[]}}""");

        Assert.Equal(Pong, answer!.ToJsonString());
        Assert.Equal("""{"jsonrpc":"2.0","id":"q","result":{"roots":[]}}""", await asked.Task);
    }

    [Fact]
    public async Task StreamEndsEarly_WithEventIds_IsResumedAfterTheServersDelay()
    {
        await using var server = await StartAsync((http, _) => http.Request.Method == "GET"
            ? http.Request.Headers.ContainsKey("Last-Event-ID") ? EventsAsync(http, $"id: 8\ndata: {Pong}\n\n") : NotAllowedAsync(http)
            : EventsAsync(http, "id: 7\nretry: 2000\ndata:\n\n"));
        await using var bridge = BridgeRun.Start(server.Endpoint, Timeout.InfiniteTimeSpan);
        await OpenAsync(bridge);

        await bridge.WriteAsync(Ping);
        await bridge.Time.WhenPendingAsync(1).Soon();
        bridge.Time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.DoesNotContain(server.Requests, r => r.Headers.ContainsKey("Last-Event-ID"));
        bridge.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(Pong, (await bridge.ReadAsync())!.ToJsonString());
        Assert.Equal("7", server.Requests.Single(r => r.Headers.ContainsKey("Last-Event-ID")).Headers["Last-Event-ID"]);
    }

    [Theory]
    [InlineData(404, "Gone")]
    [InlineData(400, "Bad Request: No valid session ID provided")]
    [InlineData(400, "Bad Request: Server not initialized")]
    public async Task SessionForgotten_IsOpenedAnewAndTheRequestRepeated(int status, string message)
    {
        var isForgotten = true;
        await using var server = await StartAsync((http, _) =>
        {
            (var was, isForgotten) = (isForgotten, false);
            return was ? JsonAsync(http, $$$"""{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"{{{message}}}"}}""", status) : JsonAsync(http, Pong);
        });
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        Assert.Equal(Pong, (await bridge.AskAsync(Ping))!.ToJsonString());
        Assert.Equal((2, 2), (server.Requests.Count(r => r.Body == Initialize), server.Requests.Count(r => r.Body == Initialized)));
    }

    [Theory]
    [InlineData(404, -32603)]
    [InlineData(400, -32000)]
    public async Task SessionForgotten_AgainAndAgain_IsAnError(int status, int code)
    {
        await using var server = await StartAsync((http, _) => JsonAsync(http, """{"jsonrpc":"2.0","error":{"code":-32000,"message":"No session"}}""", status));
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        Assert.Equal(code, (int)(await bridge.AskAsync(Ping))!["error"]!["code"]!);
        Assert.Equal(2, server.Requests.Count(r => r.Body == Initialize));
    }

    [Fact]
    public async Task StreamEndsEarly_WithoutEventIds_IsAnError()
    {
        await using var server = await StartAsync((http, _) => EventsAsync(http, ": nothing\n\n"));
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        AssertFailure(server, "ended its stream before the answer was complete.", await bridge.AskAsync(Ping));
    }

    [Theory]
    [InlineData(401, "text/plain", "no", "answered 401 Unauthorized")]
    [InlineData(403, "text/plain", "no", "answered 403 Forbidden")]
    [InlineData(502, "text/html", "<h1>Bad</h1>", "answered 502 Bad Gateway.")]
    [InlineData(200, "text/html", "<h1>Hello</h1>", "answered 200 with something that is no answer to this request.")]
    [InlineData(200, "application/json", """{"jsonrpc":"2.0","id":2,"result":{}}""", "answered 200 with something that is no answer to this request.")]
    [InlineData(202, "application/json", "", "answered 202 with something that is no answer to this request.")]
    public async Task WrongAnswer_IsAnErrorThatSaysWhatHappened(int status, string type, string body, string message)
    {
        await using var server = await StartAsync((http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = type;
            return http.Response.WriteAsync(body);
        });
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        AssertFailure(server, message, await bridge.AskAsync(Ping));
        Assert.Single(bridge.Log.Entries);
        Assert.DoesNotContain("secret", bridge.Log.Entries.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var server = await StartAsync((http, _) =>
        {
            http.Response.Redirect("https://elsewhere.example/mcp?token=1");
            return Task.CompletedTask;
        });
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        AssertFailure(server, "redirects to https://elsewhere.example/mcp. Redirects are not followed; connect to that address if you trust it.", await bridge.AskAsync(Ping));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    public async Task ErrorStatus_WithAJsonRpcError_IsPassedOnWithTheRequestsId(string id)
    {
        await using var server = await StartAsync((http, _) => JsonAsync(http, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\n\"error\":{\"code\":-32000,\"message\":\"No\",\"data\":[1]}}", 400));
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"No","data":[1]}}""", (await bridge.AskAsync(Ping))!.ToJsonString());
    }

    [Fact]
    public async Task AnswerOnSeveralLines_BecomesOneLine()
    {
        await using var server = await StartAsync((http, _) => JsonAsync(http, "{\r\n \"jsonrpc\": \"2.0\",\n \"id\": 1,\n \"result\": {}\n}\n"));
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        Assert.Equal(Pong, (await bridge.AskAsync(Ping))!.ToJsonString());
    }

    [Fact]
    public async Task AnswerTooLarge_IsAnErrorAndTheBridgeGoesOn()
    {
        await using var server = await StartAsync((http, body) => body.Contains("big", StringComparison.Ordinal)
            ? JsonAsync(http, $$$"""{"jsonrpc":"2.0","id":2,"result":{"text":"{{{new string('x', 100_000)}}}"}}""")
            : JsonAsync(http, Pong));
        await using var bridge = BridgeRun.Start(server.Endpoint, maxMessageBytes: 50_000);
        await OpenAsync(bridge);

        var answer = await bridge.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"big"}""");

        Assert.Equal("The server sent a message of more than 50000 bytes.", (string)answer!["error"]!["message"]!);
        Assert.Equal(Pong, (await bridge.AskAsync(Ping))!.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerIsSilent_ForLongerThanTheTimeout_IsAnError(bool afterAnEvent)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(async (http, _) =>
        {
            arrived.SetResult();
            if (afterAnEvent)
            {
                await EventsAsync(http, """data: {"jsonrpc":"2.0","method":"notifications/message"}""" + "\n\n");
            }

            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        await using var bridge = BridgeRun.Start(server.Endpoint, TimeSpan.FromSeconds(30));
        await OpenAsync(bridge);

        await bridge.WriteAsync(Ping);
        await arrived.Task.Soon();
        if (afterAnEvent)
        {
            Assert.Equal("notifications/message", (string)(await bridge.ReadAsync())!["method"]!);
        }

        bridge.Time.Advance(TimeSpan.FromSeconds(30));

        AssertFailure(server, "sent nothing for 30 seconds.", await bridge.ReadAsync());
    }

    [Fact]
    public async Task ServerGone_RequestsGetErrorsAndItMayComeBack()
    {
        await using var server = await StartAsync(async (http, body) =>
        {
            if (body.Contains("drop", StringComparison.Ordinal))
            {
                await EventsAsync(http, ": begun\n\n");
                http.Abort();
                return;
            }

            await JsonAsync(http, Pong);
        });
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        var lost = await bridge.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"drop"}""");

        Assert.Equal((2, -32603), ((int)lost!["id"]!, (int)lost["error"]!["code"]!));
        Assert.Equal(Pong, (await bridge.AskAsync(Ping))!.ToJsonString());
        Assert.Null(await bridge.EndAsync());
    }

    [Fact]
    public async Task ServerNeverReached_AnswersWithAnErrorAndSaysWhyInTheEnd()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var bridge = BridgeRun.Start(new Uri($"http://127.0.0.1:{port}/mcp"));

        var answer = await bridge.AskAsync(Initialize);

        Assert.StartsWith($"http://127.0.0.1:{port}/mcp cannot be reached: ", (string)answer!["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Contains("refused", await bridge.EndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToldToStop_EndsThoughTheInputStaysOpen()
    {
        await using var server = await StartAsync((http, _) => JsonAsync(http, Pong));
        await using var bridge = BridgeRun.Start(server.Endpoint);
        await OpenAsync(bridge);

        await bridge.StopAsync();

        Assert.Null(await bridge.ReadAsync());
        Assert.Equal("DELETE", server.Requests.Last().Method);
    }

    [Fact]
    public async Task GetStreamEnds_IsOpenedAgainFromItsLastEvent()
    {
        var streams = 0;
        await using var server = await StartAsync(async (http, _) =>
        {
            var number = Interlocked.Increment(ref streams);
            await EventsAsync(http, $"id: e{number}\ndata: {{\"jsonrpc\":\"2.0\",\"method\":\"n{number}\"}}\n\n");
            if (number == 2)
            {
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }
        }, getIsOffered: true);
        await using var bridge = BridgeRun.Start(server.Endpoint, Timeout.InfiniteTimeSpan);
        await OpenAsync(bridge);

        Assert.Equal("n1", (string)(await bridge.ReadAsync())!["method"]!);
        await bridge.Time.WhenPendingAsync(1).Soon();
        bridge.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("n2", (string)(await bridge.ReadAsync())!["method"]!);
        Assert.Equal("e1", server.Requests.Last(r => r.Method == "GET").Headers["Last-Event-ID"]);
    }

    /// <summary>A server with sessions and, unless a test offers it, without a GET stream; the rest is the test's.</summary>
    private static Task<ScriptedServer> StartAsync(Func<HttpContext, string, Task> answer, bool getIsOffered = false) => ScriptedServer.StartAsync(async (http, body) =>
    {
        if (body.Contains("\"initialize\"", StringComparison.Ordinal))
        {
            http.Response.Headers["Mcp-Session-Id"] = "s1";
            await JsonAsync(http, Opened);
        }
        else if (body == Initialized)
        {
            http.Response.StatusCode = 202;
        }
        else if (http.Request.Method == "DELETE" || (http.Request.Method == "GET" && !getIsOffered && !http.Request.Headers.ContainsKey("Last-Event-ID")))
        {
            await NotAllowedAsync(http);
        }
        else
        {
            await answer(http, body);
        }
    });

    private static Task NotAllowedAsync(HttpContext http)
    {
        http.Response.StatusCode = 405;
        return Task.CompletedTask;
    }

    private static async Task OpenAsync(BridgeRun bridge)
    {
        Assert.Equal(Opened, (await bridge.AskAsync(Initialize))!.ToJsonString());
        await bridge.WriteAsync(Initialized);
    }

    private static void AssertFailure(ScriptedServer server, string message, JsonNode? answer)
    {
        Assert.Equal((1, -32603), ((int)answer!["id"]!, (int)answer["error"]!["code"]!));
        var text = (string)answer["error"]!["message"]!;
        Assert.StartsWith($"{server.Endpoint.GetLeftPart(UriPartial.Path)} {message}", text, StringComparison.Ordinal);
    }
}
