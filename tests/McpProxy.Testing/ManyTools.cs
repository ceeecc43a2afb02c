using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;

namespace McpProxy.Testing;

/// <summary>As many tools as a large API has, with names, descriptions, schemas and groups like those of real ones. Always the same.</summary>
internal static class ManyTools
{
    /// <summary>How many operations the largest catalogue that users brought has.</summary>
    public const int RealCount = 723;

    private static readonly string[] Products = ["sp", "sb", "sd", "st", "dsp", "amc", "ac", "export", "rp", "stores", "brand"];

    private static readonly (string Verb, string Method, string Sentence)[] Verbs =
    [
        ("list", "POST", "Lists {0} of the advertiser. Results come in pages; pass nextToken to go on."),
        ("get", "GET", "Gets one of the {0} by its id."),
        ("create", "POST", "Creates one or more {0}. Each is checked on its own, so some may fail while others succeed."),
        ("update", "PUT", "Updates {0}. Members that are left out stay as they are."),
        ("delete", "DELETE", "Deletes {0} by id. This cannot be undone."),
        ("archive", "POST", "Archives {0}, so that they are no longer served, e.g. at the end of a season."),
    ];

    private static readonly string[] Things =
    [
        "Campaigns", "AdGroups", "Keywords", "NegativeKeywords", "ProductAds", "Targets", "Budgets", "BudgetRules", "Creatives", "Portfolios", "Audiences", "Reports",
    ];

    /// <summary>The tools by name, in the order in which they were made.</summary>
    /// <param name="count">How many, at most 792.</param>
    public static Dictionary<string, ToolConfig> Make(int count = RealCount)
    {
        var tools = new Dictionary<string, ToolConfig>(StringComparer.Ordinal);
        foreach (var product in Products)
        {
            foreach (var thing in Things)
            {
                foreach (var verb in Verbs)
                {
                    if (tools.Count < count)
                    {
                        tools[$"{product}_{verb.Verb}{thing}"] = Make(product, verb, thing);
                    }
                }
            }
        }

        return tools.Count == count ? tools : throw new ArgumentOutOfRangeException(nameof(count));
    }

    /// <summary>The same as the JSON of <c>Mcp:Tools</c>.</summary>
    public static string Json(int count = RealCount)
    {
        var tools = new JsonObject();
        foreach (var (name, tool) in Make(count))
        {
            tools[name] = new JsonObject
            {
                ["Route"] = tool.Route,
                ["Request"] = tool.Request,
                ["Description"] = tool.Description,
                ["Group"] = tool.Group,
                ["InputSchema"] = JsonNode.Parse(tool.InputSchema!.Value.GetRawText()),
            };
        }

        return tools.ToJsonString();
    }

    private static ToolConfig Make(string product, (string Verb, string Method, string Sentence) verb, string thing)
    {
        var id = $"{char.ToLowerInvariant(thing[0])}{thing[1..^1]}Id";
        var path = $"/{product}/{thing.ToLowerInvariant()}";
        var byId = verb.Method is "GET" or "DELETE";
        return new ToolConfig
        {
            Route = "all",
            Request = byId ? $"{verb.Method} {path}/{{{id}}}" : $"{verb.Method} {path}/{verb.Verb}",
            Description = string.Format(System.Globalization.CultureInfo.InvariantCulture, verb.Sentence, Spaced(thing)) + $" Part of the {product.ToUpperInvariant()} API.",
            Group = product,
            InputSchema = JsonElement.Parse(byId ? ById(id, thing) : Body(id, thing)),
        };
    }

    private static string ById(string id, string thing) => $$$"""
        {"type":"object","properties":{"{{{id}}}":{"type":"string","description":"Id of one of the {{{Spaced(thing)}}}."},
        "locale":{"type":"string","description":"Language of texts in the answer.","enum":["en_US","en_GB","de_DE","fr_FR","ja_JP"]} },"required":["{{{id}}}"],"additionalProperties":false}
        """;

    private static string Body(string id, string thing) => $$$"""
        {"type":"object","properties":{
        "items":{"type":"array","maxItems":1000,"items":{"$ref":"#/$defs/{{{thing}}}"}},
        "stateFilter":{"type":"object","properties":{"include":{"type":"array","items":{"type":"string","enum":["ENABLED","PAUSED","ARCHIVED"]} } } },
        "maxResults":{"type":"integer","minimum":1,"maximum":100,"description":"Most results on one page."},
        "nextToken":{"type":"string","description":"Where the page before ended."} },
        "required":["items"],
        "$defs":{"{{{thing}}}":{"type":"object","properties":{"{{{id}}}":{"type":"string"},"name":{"type":"string","maxLength":128,"description":"Shown to people."},
        "state":{"type":"string","enum":["ENABLED","PAUSED","ARCHIVED"]},"bid":{"type":"number","minimum":0.02},"startDate":{"type":"string","format":"date"} } } } }
        """;

    private static string Spaced(string thing) => string.Concat(thing.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
