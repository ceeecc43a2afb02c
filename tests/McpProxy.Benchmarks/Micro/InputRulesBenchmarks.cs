using BenchmarkDotNet.Attributes;
using McpProxy.Configuration;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Benchmarks.Micro;

/// <summary>What input rules add to a call: to one that needs none of them, and to one that they rewrite.</summary>
[MemoryDiagnoser]
public class InputRulesBenchmarks
{
    private readonly ToolInputRules _rules = Compile();
    private readonly JsonTape _right = JsonTape.ParseLasting("""{"ids":["a","b"],"kind":"AD_GROUP","from":1767225600000,"filter":{"state":"ENABLED"}}"""u8.ToArray(), 64);
    private readonly JsonTape _mended = JsonTape.ParseLasting("""{"id":"a","kind":"ad group","filter":"{\"state\":\"ENABLED\"}"}"""u8.ToArray(), 64);

    [Benchmark]
    public bool NothingToMend() => Rewrite(_right);

    [Benchmark]
    public bool Everything() => Rewrite(_mended);

    private bool Rewrite(JsonTape arguments)
    {
        using var rewritten = _rules.Rewrite(arguments, TimeProvider.System, 64, out _);
        return rewritten is not null;
    }

    private static ToolInputRules Compile()
    {
        var config = new McpConfig
        {
            Tools = new Dictionary<string, ToolConfig>
            {
                ["report"] = new()
                {
                    Route = "all",
                    Request = "POST /report",
                    Parameters = new Dictionary<string, ParameterConfig>
                    {
                        ["ids"] = new() { Type = "string[]", Aliases = ["id", "reportId"], Coerce = [Coercion.List, Coercion.Text] },
                        ["kind"] = new() { Enum = System.Text.Json.JsonElement.Parse("""["AD_GROUP","CAMPAIGN"]"""), Coerce = [Coercion.EnumCase] },
                        ["from"] = new() { Type = "integer", DefaultTime = "-30d", Coerce = [Coercion.EpochMilliseconds] },
                        ["filter"] = new() { Type = "object", Coerce = [Coercion.Json] },
                    },
                },
            },
        };
        var errors = new ConfigErrors();
        var route = new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new RouteMatch { Path = "/{**rest}" } };
        var catalog = Tools.ToolCompiler.Compile(config, [route], errors);
        return errors.Count == 0 ? catalog.All.Tools[0].InputRules! : throw new InvalidOperationException(string.Join('\n', errors)); // It has some.
    }
}
