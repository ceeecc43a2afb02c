using System.Text.Json;
using McpProxy.Configuration.Layers;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema;

/// <summary>A JSON Schema 2020-12 compiled for validation of UTF-8 JSON. Immutable and thread-safe.</summary>
internal sealed class CompiledSchema
{
    private SchemaNode? _root;
    private byte[]? _text;

    private CompiledSchema(SchemaNode? root, byte[]? text) => (_root, _text) = (root, text);

    /// <summary>Whether values can be validated without compiling anything first.</summary>
    public bool IsCompiled => Volatile.Read(ref _root) is not null;

    /// <summary>Bytes of the text that is to be compiled; 0 when nothing is.</summary>
    public int BytesToCompile => IsCompiled ? 0 : Volatile.Read(ref _text)?.Length ?? 0;

    private SchemaNode Root => Volatile.Read(ref _root) ?? CompileText();

    /// <summary>Compiles a schema; every mistake is added to <paramref name="errors"/>.</summary>
    /// <returns>The compiled schema, or null when there were errors.</returns>
    public static CompiledSchema? Compile(JsonElement schema, SchemaCompilerOptions options, ICollection<SchemaError> errors) =>
        SchemaCompiler.Compile(schema, options, errors) is { } root ? new CompiledSchema(root, null) : null;

    /// <summary>A schema that is compiled when the first value is validated: of a thousand tools hardly any is called.</summary>
    /// <param name="text">A schema that compiled before without an error, by <see cref="SchemaCompilerOptions.Default"/>. Not to be changed.</param>
    public static CompiledSchema Later(byte[] text) => new(null, text);

    /// <summary>
    /// Drops what was compiled; it is compiled again when the next value is validated. It takes several times the memory of its text, and of
    /// a thousand tools hardly any is called. Values that are being validated meanwhile are validated to their end.
    /// </summary>
    /// <param name="text">The schema that was compiled, by <see cref="SchemaCompilerOptions.Default"/>. Not to be changed.</param>
    public void Release(byte[] text)
    {
        Volatile.Write(ref _text, text);
        Volatile.Write(ref _root, null);
    }

    /// <summary>
    /// Does once what the first value would make it do, if nothing is compiled, and keeps nothing of it: the program's own code, which a first call would wait for, has run
    /// then.
    /// </summary>
    public void Rehearse()
    {
        if (!IsCompiled && Volatile.Read(ref _text) is { } text)
        {
            using var tape = JsonTape.Parse("""{"?":0}"""u8.ToArray(), maxDepth: 2);
            Later(text).Validate(tape, JsonTape.Root, new SchemaViolations());
        }
    }

    /// <summary>Validates one value. Adds violations until <paramref name="violations"/> is full; pass null to learn only the verdict.</summary>
    /// <remarks>Bounded in depth and in work: a value that would take more is refused, with that as its violation.</remarks>
    public bool Validate(JsonTape tape, int node, SchemaViolations? violations)
    {
        var run = new ValidationRun(tape, node);
        try
        {
            if (Root.IsValid(ref run, node) && run.GivenUp is null)
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

    /// <summary>Several threads may do it at once; either result serves.</summary>
    private SchemaNode CompileText()
    {
        // Written before what was compiled is dropped, and never taken away again.
        var root = SchemaCompiler.Compile(JsonElement.Parse(Volatile.Read(ref _text)!, RawJson.Deep), SchemaCompilerOptions.Default, [])
            ?? throw new InvalidOperationException("A schema that compiled before does not compile now.");
        Volatile.Write(ref _root, root);
        return root;
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
        Root.Explain(ref run, violations, node);
        if (violations.Items.Count == before)
        {
            violations.Add(run.Violation(node, "false", "the value does not fit the schema"));
        }
    }
}
