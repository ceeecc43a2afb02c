namespace McpProxy.Benchmarks.Servers;

/// <summary>The system behind the proxies: a small JSON answer to every GET, as cheap as Kestrel can make it; and a token server.</summary>
internal static class UpstreamServer
{
    private static readonly byte[] Profile =
        """
        {"profileId":"1234567890","countryCode":"US","currencyCode":"USD","dailyBudget":999999.0,"timezone":"America/Los_Angeles","accountInfo":{"marketplaceStringId":"ATVPDKIKX0DER","id":"ENTITY1","type":"seller","name":"Example & Sons","validPaymentMethod":true}}
        """u8.ToArray();

    private static readonly byte[] Token = """{"access_token":"Atza|0123456789abcdef0123456789abcdef","client_id":"amzn1.application-oa2-client.0123456789abcdef","expires_in":3600}"""u8.ToArray();

    private static readonly byte[] Identities = """{"data":[{"id":"1","region":"na"},{"id":"2","region":"eu"},{"id":"3","region":"fe"}]}"""u8.ToArray();

    public static Task<int> RunAsync()
    {
        var app = BenchServer.CreateBuilder().Build();
        app.MapGet("/{**path}", context => AnswerAsync(context, Profile));
        app.MapGet("/token/{id}", context => AnswerAsync(context, Token));
        app.MapGet("/identities", context => AnswerAsync(context, Identities));
        return BenchServer.RunAsync(app);
    }

    private static Task AnswerAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
