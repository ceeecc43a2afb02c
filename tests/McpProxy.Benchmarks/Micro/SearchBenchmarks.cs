using System.Text.Json;
using BenchmarkDotNet.Attributes;
using McpProxy.Configuration;
using McpProxy.Tools;
using McpProxy.Tools.Search;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Benchmarks.Micro;

/// <summary>Searches among 723 tools, and what it takes to make them searchable.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private readonly List<ToolSummary> _found = new(50);
    private Toolset _tools = null!; // set up before every run
    private ToolIndex _index = null!; // likewise

    [Params("list campaigns", "how do I change the daily budget of a sponsored products campaign", "c", "")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var route = new RouteConfig { RouteId = "all", ClusterId = "up", Match = new RouteMatch { Path = "/{**rest}" } };
        _tools = ToolCompiler.Compile(new McpConfig { Tools = Tools() }, [route], new ConfigErrors()).All;
        _index = Build();
    }

    [Benchmark]
    public int Search()
    {
        _found.Clear();
        return _index.Search(Query, 10, t => _tools.Find(t.Tool.Name) is not null, _found);
    }

    [Benchmark]
    public object BuildIndex() => Build();

    private ToolIndex Build()
    {
        var builder = new ToolIndexBuilder();
        foreach (var tool in _tools.Tools)
        {
            builder.Add(tool, [tool.Group ?? ""]);
        }

        return builder.Build();
    }

    private static Dictionary<string, ToolConfig> Tools()
    {
        string[] products = ["sp", "sb", "sd", "st", "dsp", "amc", "ac", "export", "rp", "stores", "brand"];
        string[] verbs = ["list", "get", "create", "update", "delete", "archive"];
        string[] things = ["Campaigns", "AdGroups", "Keywords", "NegativeKeywords", "ProductAds", "Targets", "Budgets", "BudgetRules", "Creatives", "Portfolios", "Reports"];
        var schema = JsonElement.Parse("""{"type":"object","properties":{"campaignId":{"type":"string","description":"Id of the campaign, as the list gives it."},"budget":{"type":"number","description":"Most that is spent on a day."}},"required":["campaignId"]}""");
        return products.SelectMany(p => things.SelectMany(t => verbs.Select(v => (Name: $"{p}_{v}{t}", p, t, v)))).Take(723).ToDictionary(
            x => x.Name, x => new ToolConfig { Route = "all", Request = $"POST /{x.Name}", Group = x.p, InputSchema = schema, Description = $"The {x.v} operation for {x.t} of the advertiser. Results come in pages; pass nextToken to go on." });
    }
}
