using System.Text;
using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>dependentRequired</c>, and the arrays of the older <c>dependencies</c>.</summary>
internal sealed class DependentRequiredKeyword : Keyword
{
    private readonly (byte[] Trigger, byte[][] Needed)[] _dependencies;

    private DependentRequiredKeyword((byte[] Trigger, byte[][] Needed)[] dependencies)
        : base("dependentRequired", ValueKinds.Object)
    {
        _dependencies = dependencies;
    }

    public static Keyword? Compile(SubschemaSource source)
    {
        var dependencies = new List<(byte[], byte[][])>();
        if (source.TryGetAssertion("dependentRequired"u8, out var value)
            && source.Expect(value, JsonTokenType.StartObject, "an object of string arrays"))
        {
            Read(source, source.Names(value), dependencies);
        }

        if (source.TryGetApplicator("dependencies"u8, out value) && source.Expect(value, JsonTokenType.StartObject, "an object"))
        {
            Read(source, source.Names(value).Where(name => source.Tape.Kind(name + 1) == JsonTokenType.StartArray), dependencies);
        }

        return dependencies.Count > 0 ? new DependentRequiredKeyword([.. dependencies]) : null;
    }

    public override bool IsValid(ref ValidationRun run, int node)
    {
        foreach (var (trigger, needed) in _dependencies)
        {
            if (run.Tape.TryGetProperty(node, trigger, out _))
            {
                foreach (var name in needed)
                {
                    if (!run.Tape.TryGetProperty(node, name, out _))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        foreach (var (trigger, needed) in _dependencies)
        {
            if (!run.Tape.TryGetProperty(node, trigger, out _))
            {
                continue;
            }

            foreach (var name in needed)
            {
                if (!run.Tape.TryGetProperty(node, name, out _))
                {
                    var message = $"property '{Encoding.UTF8.GetString(trigger)}' needs property '{Encoding.UTF8.GetString(name)}', which is missing";
                    violations.Add(run.Violation(node, Name, message));
                }
            }
        }
    }

    private static void Read(SubschemaSource source, IEnumerable<int> names, List<(byte[], byte[][])> dependencies)
    {
        foreach (var name in names)
        {
            var needed = source.Texts(name + 1).Select(Encoding.UTF8.GetBytes);
            dependencies.Add((Encoding.UTF8.GetBytes(source.Tape.GetString(name)), [.. needed]));
        }
    }
}
