using System.Net.Http.Headers;
using System.Text;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>
/// The promise of the product: the same request through either door is the same request to the upstream, byte for byte,
/// trace ids apart. The upstream here keeps what came off the socket.
/// </summary>
public sealed class ParityTests : IAsyncLifetime
{
    private const string Agent = "parity/1";
    private readonly RawUpstream _upstream = new();
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync() => _proxy = await ProxyHost.StartAsync($$"""
        {
          "ReverseProxy": {
            "Routes": {
              "plain":   { "ClusterId": "c", "Match": { "Path": "/v2/{**rest}" } },
              "typed":   { "ClusterId": "c", "Match": { "Path": "/typed/{id:int}/x" } },
              "changed": { "ClusterId": "c", "Match": { "Path": "/changed/{id}/{**rest}" }, "Timeout": "00:00:30",
                "Transforms": [
                  { "PathPattern": "/new/{id}/{**rest}" }, { "QueryRouteParameter": "old", "Append": "id" }, { "RequestHeader": "X-Set", "Set": "yes" },
                  { "RequestHeaderRemove": "X-Drop" }, { "X-Forwarded": "Append" }, { "RequestHeaderOriginalHost": "true" } ] },
              "prefixed": { "ClusterId": "c", "Match": { "Path": "/prefix/{**rest}", "Methods": [ "POST", "PUT" ] }, "Transforms": [ { "PathRemovePrefix": "/prefix" } ] }
            },
            "Clusters": { "c": { "LoadBalancingPolicy": "RoundRobin", "Destinations": { "d": { "Address": "{{_upstream.Address}}" } } } }
          },
          "Mcp": {
            "ForwardHeaders": [ "Accept-Language", "X-Drop", "User-Agent", "Accept" ],
            "Tools": {
              "plain":    { "Route": "plain", "Request": "GET /v2/profiles/{id}?a=1", "Parameters": { "id": "string!", "q": "string", "many": "integer[]" } },
              "typed":    { "Route": "typed", "Request": "GET /typed/{id}/x", "Parameters": { "id": "integer!" } },
              "changed":  { "Route": "changed", "Request": "DELETE /changed/{id}/a/b", "Parameters": { "id": "string!" } },
              "prefixed": { "Route": "prefixed", "Request": "POST /prefix/things", "Parameters": { "name": "string", "n": "number" } }
            }
          }
        }
        """);

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    public static TheoryData<string, string, string, string, string?> Cases => new()
    {
        { "plain", """{"id":"42"}""", "GET", "/v2/profiles/42?a=1", null },
        { "plain", """{"id":"caf\u00e9 %2F;x","q":"a&b=c d+e","many":[1,2]}""", "GET", "/v2/profiles/caf%C3%A9%20%252F;x?a=1&many=1&many=2&q=a%26b%3Dc+d%2Be", null },
        { "typed", """{"id":7}""", "GET", "/typed/7/x", null },
        { "changed", """{"id":"a b"}""", "DELETE", "/changed/a%20b/a/b", null },
        { "prefixed", """{"name":"caf\u00e9","n":1.50}""", "POST", "/prefix/things", """{"n":1.50,"name":"caf\u00e9"}""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task BothDoors_SameRequest_SameBytesToTheUpstream(string tool, string arguments, string method, string target, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        SetCommonHeaders(request);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } };
        }

        using var overHttp = await _proxy.Http.SendAsync(request);
        var result = await _proxy.CallAsync(tool, arguments, r =>
        {
            SetCommonHeaders(r);
            r.Headers.TryAddWithoutValidation("Authorization", "Bearer mcp-secret");
            r.Headers.TryAddWithoutValidation("Cookie", "session=mcp");
        });

        Assert.True(overHttp.IsSuccessStatusCode);
        Assert.False(result.GetProperty("isError").GetBoolean(), result.GetRawText());
        Assert.True(_upstream.Requests.TryDequeue(out var first));
        Assert.True(_upstream.Requests.TryDequeue(out var second));
        Assert.Equal(WithoutTrace(first), WithoutTrace(second));
    }

    private static void SetCommonHeaders(HttpRequestMessage request)
    {
        request.Headers.Accept.Clear();
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.TryAddWithoutValidation("Accept-Language", "de");
        request.Headers.TryAddWithoutValidation("X-Drop", "1");
    }

    private static string WithoutTrace(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = request[..end].Split("\r\n").Where(l =>
            !l.StartsWith("traceparent:", StringComparison.OrdinalIgnoreCase) && !l.StartsWith("tracestate:", StringComparison.OrdinalIgnoreCase) && !l.StartsWith("Correlation-Context:", StringComparison.OrdinalIgnoreCase));
        return string.Join("\r\n", lines) + request[end..];
    }
}
