namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Each way to write a parameter, as the upstream gets it.</summary>
public sealed class ParameterTests
{
    private const string Document = "parameters-3.0.json";

    [Theory]
    [InlineData("pathSimple", """{ "id": ["a", "b c"] }""", "GET /v1/simple/a,b%20c")]
    [InlineData("pathObject", """{ "id": { "x": 1, "y": "z" } }""", "GET /v1/object/x=1,y=z")]
    [InlineData("pathLabel", """{ "id": [3, 4] }""", "GET /v1/label/.3.4")]
    [InlineData("pathMatrix", """{ "id": [3, 4] }""", "GET /v1/matrix/;id=3,4")]
    [InlineData("pathMatrixOne", """{ "id": "x" }""", "GET /v1/matrix-one/;id=x/rest")]
    [InlineData("pathSuffix", """{ "name": "report" }""", "GET /v1/files/report.json")]
    [InlineData("pathTwoInOne", """{ "from": 1, "to": 5 }""", "GET /v1/range/1..5")]
    [InlineData("pathVerb", """{ "order_id": "7" }""", "POST /v1/orders/7:cancel")]
    [InlineData("pathWithQuery", "{}", "GET /v1/fixed?kind=a")]
    [InlineData("undeclared", """{ "thing": "x" }""", "GET /v1/undeclared/x")]
    [InlineData("get_no-id_a_list", """{ "a": "x" }""", "GET /v1/no-id/x/list")]
    [InlineData("users_get_all", "{}", "GET /v1/odd%20style")]
    [InlineData("query", """{ "shared": "a", "replaced": 1 }""", "GET /v1/query?replaced=1&shared=a")]
    [InlineData("query", """{ "form": ["a", "b"], "joined": ["c", "d"] }""", "GET /v1/query?form=a&form=b&joined=c,d")]
    [InlineData("query", """{ "spaced": ["a", "b"], "piped": ["c", "d"] }""", "GET /v1/query?piped=c%7Cd&spaced=a%20b")]
    [InlineData("query", """{ "deep": { "a": 1, "b": "x" } }""", "GET /v1/query?deep%5Ba%5D=1&deep%5Bb%5D=x")]
    [InlineData("query", """{ "filter_name": "x", "top": 5, "limit": 9 }""", "GET /v1/query?filter%5Bname%5D=x&limit=9&%24top=5")]
    [InlineData("query", """{ "raw": "a/b?c=d;e&f#g+h i" }""", "GET /v1/query?raw=a/b?c=d;e%26f%23g%2Bh+i")]
    [InlineData("query", """{ "json": { "a": 1,  "b": "ü &" } }""", "GET /v1/query?json=%7B%22a%22%3A1%2C%22b%22%3A%22%5Cu00fc+%26%22%7D")]
    public async Task Call_OfAnOperation_SendsWhatTheDocumentSays(string tool, string arguments, string line)
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        Assert.Equal(line, (await host.CallAsync(tool, arguments)).Line);
    }

    [Fact]
    public async Task Call_WithHeadersAndCookies_SetsThem()
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        var request = await host.CallAsync("places", """{ "X-One": "a", "X-Many": [1, 2], "X-Json": { "k": "ü" }, "session": "s 1" }""");

        Assert.Equal("a", request.Headers["X-One"]);
        Assert.Equal("1,2", request.Headers["X-Many"]);
        Assert.Equal("""{"k":"\u00fc"}""", request.Headers["X-Json"]);
        Assert.Equal("session=s%201", request.Headers["Cookie"]);
        Assert.DoesNotContain("Authorization", host.SchemaOf("places").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_ThatCollide_AreToldApartByTheirPlaces()
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        var request = await host.CallAsync("collide", """{ "id": "p", "query_id": "q", "header_ID": "h", "body_id": 4, "other": true }""");

        Assert.Equal("PUT /v1/collide/p?id=q", request.Line);
        Assert.Equal("h", request.Headers["ID"]);
        Assert.Equal("""{"id":4,"other":true}""", request.Body);
    }

    [Theory]
    [InlineData("query", """{ "limit": 0 }""")]
    [InlineData("query", """{ "limit": 101 }""")]
    [InlineData("query", """{ "replaced": "text" }""")]
    [InlineData("query", """{ "unknown": 1 }""")]
    [InlineData("places", "{}")]
    [InlineData("pathMatrixOne", """{ "id": "a/b" }""")]
    public async Task Call_WithWrongArguments_IsRefused(string tool, string arguments)
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        await host.RefuseAsync(tool, arguments);
    }

    [Fact]
    public async Task Server_WithVariables_TakesThoseOfTheOptions()
    {
        await using var host = await ApiHost.StartAsync("""
            "ServerVariables": { "stage": "beta" }, "PathPrefix": "/api"
            """, SomeDocument.Read(Document));

        Assert.Equal("GET /beta/fixed?kind=a", (await host.CallAsync("pathWithQuery")).Line);
        using var answer = await host.Proxy.Http.GetAsync(new Uri("/api/beta/files/x.json", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(host.Upstream.Requests.TryDequeue(out var direct));
        Assert.StartsWith("GET /beta/files/x.json ", direct, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_ThatTheRouteSupplies_AreNotAskedFor()
    {
        await using var host = await ApiHost.StartAsync("""
            "OmitParameters": [ "x-*" ]
            """, SomeDocument.Read(Document));

        Assert.Equal(["session"], host.SchemaOf("places").GetProperty("properties").EnumerateObject().Select(p => p.Name));
    }
}
