using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>dependentSchemas</c>, and the schemas of the older <c>dependencies</c>.</summary>
internal sealed class DependentSchemasKeyword : Keyword
{
    private readonly (byte[] Trigger, SchemaNode Schema)[] _dependencies;

    private DependentSchemasKeyword((byte[] Trigger, SchemaNode Schema)[] dependencies)
        : base("dependentSchemas", ValueKinds.Object)
    {
        _dependencies = dependencies;
    }

    public override bool Annotates => true;

    public override IEnumerable<SchemaNode> InPlace => _dependencies.Select(dependency => dependency.Schema);

    public static Keyword? Compile(SubschemaSource source)
    {
        var dependencies = new List<(byte[], SchemaNode)>();
        if (source.TryGetApplicator("dependentSchemas"u8, out var value))
        {
            dependencies.AddRange(source.SubschemaMap(value).Select(entry => (Encoding.UTF8.GetBytes(entry.Name), entry.Schema)));
        }

        if (source.TryGetApplicator("dependencies"u8, out value) && source.Tape.Kind(value) == JsonTokenType.StartObject)
        {
            dependencies.AddRange(source.Names(value)
                .Where(name => source.Tape.Kind(name + 1) != JsonTokenType.StartArray)
                .Select(name => (Encoding.UTF8.GetBytes(source.Tape.GetString(name)), source.Subschema(name + 1))));
        }

        return dependencies.Count > 0 ? new DependentSchemasKeyword([.. dependencies]) : null;
    }

    public override bool IsValid(ref ValidationRun run, int node)
    {
        foreach (var (trigger, schema) in _dependencies)
        {
            if (run.Tape.TryGetProperty(node, trigger, out _) && !schema.IsValid(ref run, node))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Track(ref ValidationRun run, int node, int marks)
    {
        foreach (var (trigger, schema) in _dependencies)
        {
            if (run.Tape.TryGetProperty(node, trigger, out _) && !schema.Track(ref run, node, marks))
            {
                return false;
            }
        }

        return true;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        foreach (var (trigger, schema) in _dependencies)
        {
            if (run.Tape.TryGetProperty(node, trigger, out _))
            {
                schema.Explain(ref run, violations, node);
            }
        }
    }
}
