using System.Buffers;

namespace McpProxy.Benchmarks.Servers;

/// <summary>
/// The least that can answer a <c>tools/call</c> from a YARP route: a POST is read, the route of <see cref="YarpServer"/> runs
/// in process on the framework's own context, and its answer is written twice. Nothing is parsed, checked or limited. What
/// it costs beside the plain GET, every such proxy must pay.
/// </summary>
internal static class BareServer
{
    private static ReadOnlySpan<byte> Start => """{"jsonrpc":"2.0","id":1,"result":{"content":"""u8;

    private static ReadOnlySpan<byte> Middle => ""","structuredContent":"""u8;

    private static ReadOnlySpan<byte> End => "}}"u8;

    public static Task<int> RunAsync(Uri upstream)
    {
        var app = YarpServer.Build(upstream);
        app.MapReverseProxy();
        var route = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).First(e => e.DisplayName == "profiles");
        app.MapPost("/mcp", (RequestDelegate)(http => AnswerAsync(http, route)));
        return BenchServer.RunAsync(app);
    }

    private static async Task AnswerAsync(HttpContext http, Endpoint route)
    {
        await ReadAsync(http);
        var exchange = new DefaultHttpContext();
        var request = exchange.Request;
        request.Method = HttpMethods.Get;
        request.Scheme = http.Request.Scheme;
        request.Path = "/v2/profiles/1234567890";
        request.Headers.Host = http.Request.Headers.Host;
        request.Headers.Accept = "application/json, */*;q=0.8";
        request.Headers.UserAgent = "bare/1.0";
        using var body = new MemoryStream(512);
        exchange.Response.Body = body;
        exchange.SetEndpoint(route);
        await route.RequestDelegate!(exchange); // YARP gives every endpoint one
        Write(http.Response, body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private static async ValueTask ReadAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }

        reader.AdvanceTo(read.Buffer.End);
    }

    private static void Write(HttpResponse response, ReadOnlySpan<byte> answer)
    {
        response.ContentType = "application/json";
        response.ContentLength = Start.Length + Middle.Length + End.Length + (2 * answer.Length);
        response.BodyWriter.Write(Start);
        response.BodyWriter.Write(answer);
        response.BodyWriter.Write(Middle);
        response.BodyWriter.Write(answer);
        response.BodyWriter.Write(End);
    }
}
