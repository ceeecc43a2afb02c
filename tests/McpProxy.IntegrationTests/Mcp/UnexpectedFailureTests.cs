using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>What nobody foresaw becomes one line of the log and a JSON-RPC error that tells nothing, on every endpoint.</summary>
public sealed class UnexpectedFailureTests
{
    [Theory]
    [InlineData("POST", "/mcp")]
    [InlineData("GET", "/sse")]
    [InlineData("POST", "/message?sessionId=x")]
    [InlineData("POST", "/resource-updates")]
    public async Task Request_ThatFailsInsideTheProxy_IsAnsweredAndLogged(string method, string path)
    {
        var errors = new ConfigErrors();
        Assert.True(Secret.TryResolve("env:KEY", "", errors, StrictBinderOptions.Default with { ReadVariable = _ => "a key of sixteen bytes and more" }, out var key));
        await using var server = await McpServerFixture.StartAsync(
            SomeMcp.Config with { LegacySse = new() { Enabled = true }, ResourceWebhook = new() { Path = "/resource-updates", Secret = key } },
            before: Break);

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error");
        Assert.Equal(-32603, error.GetProperty("code").GetInt32());
        Assert.DoesNotContain("broken", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(response.Headers.GetValues("X-Request-Id"));
        Assert.StartsWith("Error: An MCP request failed inside the proxy", Assert.Single(server.Log.Entries), StringComparison.Ordinal);
    }

    /// <summary>Something that every endpoint reads before it knows who asks.</summary>
    private static Task Break(HttpContext http)
    {
        http.Features.Set<IHttpConnectionFeature>(new BrokenConnection());
        http.Request.Body = new BrokenStream();
        return Task.CompletedTask;
    }

    private sealed class BrokenConnection : IHttpConnectionFeature
    {
        public string ConnectionId { get => throw Broken(); set => throw Broken(); }

        public IPAddress? RemoteIpAddress { get => throw Broken(); set => throw Broken(); }

        public IPAddress? LocalIpAddress { get => throw Broken(); set => throw Broken(); }

        public int RemotePort { get => throw Broken(); set => throw Broken(); }

        public int LocalPort { get => throw Broken(); set => throw Broken(); }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw Broken();
    }

    private static InvalidOperationException Broken() => new("It is broken.");
}
