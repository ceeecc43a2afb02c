namespace QuickStart;

/// <summary>A YARP host that became an MCP server: two lines changed, and a section <c>Mcp</c> in appsettings.json.</summary>
internal static class Program
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);

        // Before: builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        builder.Services.AddMcpProxy(builder.Configuration);

        var app = builder.Build();

        // Whatever the host did itself goes on as it was.
        app.MapGet("/", () => "QuickStart: /v2/profiles is proxied, /mcp serves the same API as tools.");

        // Before: app.MapReverseProxy();
        app.MapMcpProxy();

        return app;
    }

    private static Task Main(string[] args) => Build(args).RunAsync();
}
