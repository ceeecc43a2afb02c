using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>A schema under test.</summary>
internal sealed class SchemaCase
{
    private readonly CompiledSchema _schema;

    private SchemaCase(CompiledSchema schema) => _schema = schema;

    public static SchemaCase Compile(string schema, SchemaCompilerOptions? options = null)
    {
        var errors = new List<SchemaError>();
        var compiled = Compile(schema, options, errors);
        Assert.Equal([], errors);
        return new SchemaCase(compiled!);
    }

    public static IReadOnlyList<SchemaError> Errors(string schema, SchemaCompilerOptions? options = null)
    {
        var errors = new List<SchemaError>();
        Assert.Equal(Compile(schema, options, errors) is null, errors.Count > 0);
        return errors;
    }

    public bool IsValid(string json)
    {
        using var tape = Parse(json);
        return _schema.Validate(tape, JsonTape.Root, null);
    }

    public IReadOnlyList<SchemaViolation> Violations(string json, int limit = 20)
    {
        using var tape = Parse(json);
        var violations = new SchemaViolations(limit);
        Assert.Equal(_schema.Validate(tape, JsonTape.Root, violations), violations.Items.Count == 0);
        return violations.Items;
    }

    /// <summary>The only violation, as <c>pointer | keyword | message</c>.</summary>
    public string OnlyViolation(string json)
    {
        var violation = Assert.Single(Violations(json));
        return $"{violation.Pointer} | {violation.Keyword} | {violation.Message}";
    }

    public bool Validate(JsonTape tape, int node, SchemaViolations? violations) => _schema.Validate(tape, node, violations);

    public static JsonTape Parse(string json) => JsonTape.Parse(Encoding.UTF8.GetBytes(json), 512);

    private static CompiledSchema? Compile(string schema, SchemaCompilerOptions? options, List<SchemaError> errors)
    {
        using var document = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 1000 });
        return CompiledSchema.Compile(document.RootElement, options ?? SchemaCompilerOptions.Default, errors);
    }
}
