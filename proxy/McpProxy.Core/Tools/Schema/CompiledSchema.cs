using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema;

/// <summary>A JSON Schema 2020-12 compiled for validation of UTF-8 JSON. Immutable and thread-safe.</summary>
internal sealed class CompiledSchema
{
    private readonly SchemaNode _root;

    private CompiledSchema(SchemaNode root) => _root = root;

    /// <summary>Compiles a schema; every mistake is added to <paramref name="errors"/>.</summary>
    /// <returns>The compiled schema, or null when there were errors.</returns>
    public static CompiledSchema? Compile(JsonElement schema, SchemaCompilerOptions options, ICollection<SchemaError> errors) =>
        SchemaCompiler.Compile(schema, options, errors) is { } root ? new CompiledSchema(root) : null;

    /// <summary>Validates one value. Adds violations until <paramref name="violations"/> is full; pass null to learn only the verdict.</summary>
    /// <remarks>Bounded in depth and in work: a value that would take more is refused, with that as its violation.</remarks>
    public bool Validate(JsonTape tape, int node, SchemaViolations? violations)
    {
        var run = new ValidationRun(tape, node);
        try
        {
            if (_root.IsValid(ref run, node) && run.GivenUp is null)
            {
                return true;
            }

            if (violations is not null)
            {
                Explain(ref run, violations, node);
            }

            return false;
        }
        finally
        {
            run.Dispose();
        }
    }

    private void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        if (run.GivenUp is { } reason)
        {
            violations.Add(reason);
            return;
        }

        run.StartExplanation();
        var before = violations.Items.Count;
        _root.Explain(ref run, violations, node);
        if (violations.Items.Count == before)
        {
            violations.Add(run.Violation(node, "false", "the value does not fit the schema"));
        }
    }
}
