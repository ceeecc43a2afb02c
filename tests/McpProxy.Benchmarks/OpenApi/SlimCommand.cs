using System.Globalization;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration.Loading;
using McpProxy.Host.Cli;
using McpProxy.Plugins.OpenApi;
using McpProxy.Tools;

namespace McpProxy.Benchmarks.OpenApi;

/// <summary>
/// <c>slim FOLDER [SUPPLIED | KEY=VALUE …]</c>: imports each document of a folder, or those of <see cref="DocumentMaker"/> where there is none, and prints in tokens and bytes what
/// the document, its tools and its slimmed tools come to. The names are arguments that the proxy supplies, the keys those of <c>Mcp:Slimming</c>.
/// </summary>
internal static class SlimCommand
{
    public static async Task<int> RunAsync(string folder, string[] supplied)
    {
        if (!Directory.Exists(folder))
        {
            DocumentMaker.WriteAll(folder);
        }

        var names = new List<string>();
        long document = 0, whole = 0, shown = 0;
        Console.WriteLine($"{"document",-50} {"tools",5} {"tokens",9} {"as tools",9} {"slimmed",9} {"of document",11} {"of tools",9} {"bytes of document",17}");
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var tools = await LoadAsync(file, supplied);
            if (tools.Count == 0)
            {
                continue;
            }

            var text = JsonSerializer.Serialize(JsonElement.Parse(await File.ReadAllBytesAsync(file)));
            var (all, slim) = (string.Join(',', tools.Select(t => Listed(t.Whole))), string.Join(',', tools.Select(Listed)));
            var (inDocument, inWhole, inShown) = (TokenEstimate.Of(text), TokenEstimate.Of(all), TokenEstimate.Of(slim));
            (document, whole, shown) = (document + inDocument, whole + inWhole, shown + inShown);
            names.AddRange(tools.Select(t => t.Name));
            Print(Path.GetFileName(file), tools.Count, inDocument, inWhole, inShown, (double)Encoding.UTF8.GetByteCount(slim) / Encoding.UTF8.GetByteCount(text));
        }

        Print("all", names.Count, document, whole, shown, double.NaN);
        Console.WriteLine($"{names.Distinct(StringComparer.Ordinal).Count()} names of {names.Count} are different; the longest has {names.Max(n => n.Length)} characters");
        return 0;
    }

    private static void Print(string name, int tools, long document, long whole, long shown, double bytes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-50} {tools,5} {document,9} {whole,9} {shown,9} {(double)shown / document,11:P0} {(double)shown / whole,9:P0} {bytes,17:P0}"));

    private static string Listed(ToolDefinition tool) =>
        $$"""{"name":"{{tool.Name}}","description":{{JsonSerializer.Serialize(tool.Description)}},"inputSchema":{{Encoding.UTF8.GetString(tool.InputSchema.Span)}}}""";

    private static async Task<IReadOnlyList<ToolDefinition>> LoadAsync(string file, string[] supplied)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mcp:OpenApi:api:Document"] = Path.GetFullPath(file),
            ["Mcp:OpenApi:api:Cluster"] = "api",
            ["Mcp:Slimming:Enabled"] = "true",
            ["ReverseProxy:Clusters:api:Destinations:d:Address"] = "http://127.0.0.1:9/",
        };
        foreach (var (index, name) in supplied.Index())
        {
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            settings[equals < 0 ? $"Mcp:Slimming:Supplied:{index}" : $"Mcp:Slimming:{name[..equals]}"] = name[(equals + 1)..];
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMcpProxy(configuration).AddOpenApi();
        await using var provider = services.BuildServiceProvider();
        var result = await provider.GetRequiredService<ConfigLoader>().LoadAsync(configuration, CancellationToken.None);
        return [.. (result.Config?.Catalog.All.Tools ?? []).Select(t => t.Definition)];
    }
}
