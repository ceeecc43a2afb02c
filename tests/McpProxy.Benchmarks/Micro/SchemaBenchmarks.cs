using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using McpProxy.Tools.Schema;

namespace McpProxy.Benchmarks.Micro;

/// <summary>Indexing and validating tool arguments: the part of a call between the request's bytes and the bound request.</summary>
/// <remarks>In process: the project that the tool would generate does not see this repository's package pruning.</remarks>
[InProcess]
[MinColumn]
[MemoryDiagnoser]
public class SchemaBenchmarks
{
    private const int MaxDepth = 64;
    private const int LargeItems = 10_000;

    private const string SmallSchema = """
        {
          "type": "object",
          "properties": {
            "profileId": { "type": "string", "pattern": "^[0-9]+$" },
            "region": { "type": "string", "enum": [ "na", "eu", "fe" ] },
            "name": { "type": "string", "minLength": 1, "maxLength": 128 },
            "maxResults": { "type": "integer", "minimum": 1, "maximum": 1000 },
            "includeArchived": { "type": "boolean" },
            "budget": { "type": "number", "exclusiveMinimum": 0 }
          },
          "required": [ "profileId", "region" ],
          "additionalProperties": false
        }
        """;

    private const string LargeSchema = """
        {
          "type": "object",
          "properties": {
            "rows": { "type": "array", "items": { "$ref": "#/$defs/row" } }
          },
          "required": [ "rows" ],
          "$defs": {
            "row": {
              "type": "object",
              "properties": {
                "campaignId": { "type": "string" },
                "state": { "enum": [ "ENABLED", "PAUSED", "ARCHIVED" ] },
                "impressions": { "type": "integer", "minimum": 0 },
                "cost": { "type": "number" },
                "tags": { "type": "array", "items": { "type": "string" }, "maxItems": 10 }
              },
              "required": [ "campaignId", "impressions" ]
            }
          }
        }
        """;

    private static readonly byte[] SmallValid =
        """{"profileId":"4711000815","region":"eu","name":"Spring campaign","maxResults":100,"includeArchived":false,"budget":12.5}"""u8.ToArray();

    private static readonly byte[] SmallInvalid =
        """{"profleId":"4711000815","region":"us","name":"","maxResults":5000,"includeArchived":"no","budget":12.5}"""u8.ToArray();

    private static readonly byte[] Large = LargeRows();

    private readonly CompiledSchema _smallSchema = Compile(SmallSchema);
    private readonly CompiledSchema _largeSchema = Compile(LargeSchema);
    private readonly JsonTape _smallTape = JsonTape.ParseLasting(SmallValid, MaxDepth);
    private readonly JsonTape _invalidTape = JsonTape.ParseLasting(SmallInvalid, MaxDepth);
    private readonly JsonTape _largeTape = JsonTape.ParseLasting(Large, MaxDepth);

    [Benchmark]
    public int ParseSmall()
    {
        using var tape = JsonTape.Parse(SmallValid, MaxDepth);
        return tape.NodeCount;
    }

    [Benchmark]
    public int ParseSmallDocument()
    {
        using var document = JsonDocument.Parse(SmallValid);
        return document.RootElement.GetPropertyCount();
    }

    [Benchmark]
    public bool ValidateSmallValid() => _smallSchema.Validate(_smallTape, JsonTape.Root, null);

    [Benchmark]
    public bool ValidateSmallInvalid() => _smallSchema.Validate(_invalidTape, JsonTape.Root, null);

    [Benchmark]
    public int ExplainSmallInvalid()
    {
        var violations = new SchemaViolations();
        _smallSchema.Validate(_invalidTape, JsonTape.Root, violations);
        return violations.Items.Count;
    }

    [Benchmark]
    public int ParseLarge()
    {
        using var tape = JsonTape.Parse(Large, MaxDepth);
        return tape.NodeCount;
    }

    [Benchmark]
    public bool ValidateLarge() => _largeSchema.Validate(_largeTape, JsonTape.Root, null);

    [Benchmark]
    public object CompileSmall() => Compile(SmallSchema);

    private static CompiledSchema Compile(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CompiledSchema.Compile(document.RootElement, SchemaCompilerOptions.Default, [])!;
    }

    /// <summary>About 1.2 MB of report rows.</summary>
    private static byte[] LargeRows()
    {
        var rows = Enumerable.Range(0, LargeItems).Select(i =>
            $$"""{"campaignId":"{{100_000_000 + i}}","state":"{{(i % 3 == 0 ? "PAUSED" : "ENABLED")}}","impressions":{{i * 7}},"cost":{{i}}.25,"tags":["brand","q{{i % 4}}"]}""");
        return Encoding.UTF8.GetBytes($$"""{"rows":[{{string.Join(',', rows)}}]}""");
    }
}
