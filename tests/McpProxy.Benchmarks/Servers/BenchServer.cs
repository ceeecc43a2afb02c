using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace McpProxy.Benchmarks.Servers;

/// <summary>The frame that all compared servers share, so that nothing but the work differs: the same Kestrel, no logging.</summary>
internal static class BenchServer
{
    /// <summary>Answers with the bytes that the process has allocated so far, as text.</summary>
    public const string AllocatedPath = "/bench/allocated";

    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>Runs until the process is told to stop; the address is printed once it listens.</summary>
    public static async Task<int> RunAsync(WebApplication app)
    {
        app.MapGet(AllocatedPath, () => GC.GetTotalAllocatedBytes().ToString(CultureInfo.InvariantCulture));
        await app.StartAsync();
        Console.WriteLine("ready " + app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync();
        return 0;
    }
}
