using System.Globalization;
using System.Runtime;
using McpProxy.Configuration.Loading;
using McpProxy.Plugins.OpenApi;

namespace McpProxy.Benchmarks.OpenApi;

/// <summary>
/// <c>import FOLDER [CACHE]</c>: makes the documents where they are not there yet, loads them as a start does, then again, as a reload
/// does, without a change and with one changed document, and prints what each took. One process is one cold start. What the same
/// load costs a program that serves, from its start until it is ready, is measured last, in processes of its own.
/// </summary>
internal static class ImportCommand
{
    private const double Megabyte = 1024 * 1024;

    public static async Task<int> RunAsync(string folder, string? cache)
    {
        if (!Directory.Exists(folder))
        {
            DocumentMaker.WriteAll(folder);
        }

        await using var none = Services([], out var empty);
        await LoadAsync("empty", none, empty);
        var before = Environment.WorkingSet;
        var settings = Settings(folder, cache);
        await using var services = Services(settings, out var configuration);
        await LoadAsync("cold", services, configuration);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Print($"working set +{(Environment.WorkingSet - before) / Megabyte:0.0} MB, objects {GC.GetTotalMemory(forceFullCollection: true) / Megabyte:0.0} MB");
        await LoadAsync("again", services, configuration);
        var first = Directory.GetFiles(folder).Order(StringComparer.Ordinal).First();
        await File.AppendAllTextAsync(first, " ");
        await LoadAsync("one changed", services, configuration);
        await StartedProxy.CompareAsync(settings);
        return 0;
    }

    private static Dictionary<string, string?> Settings(string folder, string? cache) => new()
    {
        ["Mcp:OpenApi:ads:Document"] = Path.GetFullPath(folder),
        ["Mcp:OpenApi:ads:Cluster"] = "ads",
        ["Mcp:OpenApi:ads:OmitParameters:0"] = "Amazon-*",
        ["Mcp:OpenApi:ads:Cache"] = cache is null ? null : Path.GetFullPath(cache),
        ["ReverseProxy:Clusters:ads:Destinations:d:Address"] = "http://127.0.0.1:9/",
    };

    private static ServiceProvider Services(Dictionary<string, string?> settings, out IConfiguration configuration)
    {
        configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMcpProxy(configuration).AddOpenApi();
        return services.BuildServiceProvider();
    }

    private static async Task LoadAsync(string what, ServiceProvider services, IConfiguration configuration)
    {
        var (compiled, paused, allocated) = (JitInfo.GetCompilationTime(), GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
        var started = TimeProvider.System.GetTimestamp();
        var result = await services.GetRequiredService<ConfigLoader>().LoadAsync(configuration, CancellationToken.None);
        var took = TimeProvider.System.GetElapsedTime(started);
        (compiled, paused, allocated) = (JitInfo.GetCompilationTime() - compiled, GC.GetTotalPauseDuration() - paused, GC.GetTotalAllocatedBytes() - allocated);
        foreach (var error in result.Errors.Take(5))
        {
            Console.Error.WriteLine(error);
        }

        Print($"{what}: {took.TotalMilliseconds:0} ms, {result.Config?.Catalog.All.Tools.Length ?? 0} tools (all threads: {compiled.TotalMilliseconds:0} ms of compiling the program, {paused.TotalMilliseconds:0} ms of collecting garbage, {allocated / Megabyte:0} MB allocated)");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
