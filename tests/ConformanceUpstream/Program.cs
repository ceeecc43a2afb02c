namespace ConformanceUpstream;

/// <summary>
/// The API behind the gateway that the conformance suite and the real clients test: <c>ConformanceUpstream --layer FILE [--urls URL]</c>.
/// It writes FILE, a configuration layer that tells the gateway its address, and prints one line when it is ready.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (builder.Configuration["layer"] is not { Length: > 0 } layerFile)
        {
            await Console.Error.WriteLineAsync("Say where the configuration layer goes: --layer FILE");
            return 2;
        }

        builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:0");
        await using var app = builder.Build();
        var layer = new ConfigurationLayer(layerFile);
        app.MapContent();
        app.MapStreams();
        app.MapInput();
        app.MapOrders();
        app.MapChanges(layer);

        await app.StartAsync();
        var address = app.Urls.Single();
        layer.Write(address);
        Console.WriteLine($"Conformance upstream ready: {address}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
