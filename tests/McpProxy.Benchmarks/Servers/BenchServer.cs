using System.Globalization;
using System.Runtime;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace McpProxy.Benchmarks.Servers;

/// <summary>The frame that all compared servers share, so that nothing but the work differs: the same Kestrel, no logging.</summary>
internal static class BenchServer
{
    /// <summary>Answers with numbers counted so far: bytes allocated, methods compiled, garbage collections, work items of the thread pool.</summary>
    public const string CountersPath = "/bench/counters";

    /// <summary>Collects all garbage and answers with the bytes that stay.</summary>
    public const string MemoryPath = "/bench/memory";

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
        app.MapGet(CountersPath, () => string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalAllocatedBytes()} {JitInfo.GetCompiledMethodCount()} {GC.CollectionCount(0)} {ThreadPool.CompletedWorkItemCount}"));
        app.MapGet(MemoryPath, LiveBytes);
        await app.StartAsync();
        Console.WriteLine("ready " + app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static string LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: false).ToString(CultureInfo.InvariantCulture);
    }
}
