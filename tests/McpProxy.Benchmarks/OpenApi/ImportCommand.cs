using System.Globalization;
using McpProxy.Configuration.Loading;
using McpProxy.Plugins.OpenApi;

namespace McpProxy.Benchmarks.OpenApi;

/// <summary>
/// <c>import FOLDER [CACHE]</c>: makes the documents where they are not there yet, loads them as a start does, then again, as a reload
/// does, without a change and with one changed document, and prints what each took. One process is one cold start.
/// </summary>
internal static class ImportCommand
{
    public static async Task<int> RunAsync(string folder, string? cache)
    {
        if (!Directory.Exists(folder))
        {
            DocumentMaker.WriteAll(folder);
        }

        await using var none = Services([], out var empty);
        Print("empty", await LoadAsync(none, empty));
        var before = Environment.WorkingSet;
        await using var services = Services(Settings(folder, cache), out var configuration);
        Print("cold", await LoadAsync(services, configuration));
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working set +{(Environment.WorkingSet - before) / (1024.0 * 1024):0.0} MB"));
        Print("again", await LoadAsync(services, configuration));
        var first = Directory.GetFiles(folder).Order(StringComparer.Ordinal).First();
        await File.AppendAllTextAsync(first, " ");
        Print("one changed", await LoadAsync(services, configuration));
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

    private static async Task<(ConfigLoadResult Result, TimeSpan Took)> LoadAsync(ServiceProvider services, IConfiguration configuration)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = await services.GetRequiredService<ConfigLoader>().LoadAsync(configuration, CancellationToken.None);
        return (result, TimeProvider.System.GetElapsedTime(started));
    }

    private static void Print(string what, (ConfigLoadResult Result, TimeSpan Took) load)
    {
        foreach (var error in load.Result.Errors.Take(5))
        {
            Console.Error.WriteLine(error);
        }

        var tools = load.Result.Config?.Catalog.All.Tools ?? [];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {load.Took.TotalMilliseconds:0} ms, {tools.Length} tools, schemas {tools.Sum(t => (long)t.Definition.InputSchema.Length) / (1024.0 * 1024):0.0} MB"));
    }
}
