using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>propertyNames</c>: applies a schema to the names themselves.</summary>
internal sealed class PropertyNamesKeyword(SchemaNode schema) : Keyword("propertyNames", ValueKinds.Object)
{
    public static Keyword? Compile(SubschemaSource source) =>
        source.TryGetApplicator("propertyNames"u8, out var value) ? new PropertyNamesKeyword(source.Subschema(value)) : null;

    public override bool IsValid(ref ValidationRun run, int node)
    {
        var tape = run.Tape;
        run.Spend(tape.Count(node));
        for (var name = node + 1; name < tape.Next(node); name = tape.Next(name + 1))
        {
            if (!schema.IsValid(ref run, name))
            {
                return false;
            }
        }

        return true;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        var tape = run.Tape;
        for (var name = node + 1; name < tape.Next(node) && !violations.IsFull; name = tape.Next(name + 1))
        {
            var found = new SchemaViolations(1);
            schema.Explain(ref run, found, name);
            if (found.Items.Count > 0)
            {
                violations.Add(found.Items[0] with { Keyword = Name, Message = $"property name: {found.Items[0].Message}" });
            }
        }
    }
}
