namespace McpProxy.Benchmarks.Servers;

/// <summary>The system behind the proxies: a small JSON answer to every GET, as cheap as Kestrel can make it.</summary>
internal static class UpstreamServer
{
    private static readonly byte[] Profile =
        """
        {"profileId":"1234567890","countryCode":"US","currencyCode":"USD","dailyBudget":999999.0,"timezone":"America/Los_Angeles","accountInfo":{"marketplaceStringId":"ATVPDKIKX0DER","id":"ENTITY1","type":"seller","name":"Example & Sons","validPaymentMethod":true}}
        """u8.ToArray();

    public static Task<int> RunAsync()
    {
        var app = BenchServer.CreateBuilder().Build();
        app.MapGet("/{**path}", (RequestDelegate)AnswerAsync);
        return BenchServer.RunAsync(app);
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Profile.Length;
        return context.Response.Body.WriteAsync(Profile).AsTask();
    }
}
