using McpProxy.Configuration;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>unevaluatedProperties</c>.</summary>
internal sealed class UnevaluatedProperties(SchemaNode schema) : UnevaluatedChildren(schema)
{
    private const int MaxSchemasSearched = 100;

    public static UnevaluatedProperties? Compile(SubschemaSource source) =>
        source.TryGet(Vocabularies.Unevaluated, "unevaluatedProperties"u8, out var value) ? new(source.Subschema(value)) : null;

    protected override int FirstChild(int node) => node + 2;

    protected override int NextChild(JsonTape tape, int child) => tape.Next(child) + 1;

    protected override SchemaViolation Refuse(ref ValidationRun run, SchemaNode owner, int child)
    {
        var nearest = NearestName.Find(run.Tape.GetString(child - 1), DeclaredNames(owner));
        var guess = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return run.Violation(child, "unevaluatedProperties", $"unknown property '{ValueText.Name(run.Tape, child - 1)}'{guess}", nearest);
    }

    /// <summary>The names under <c>properties</c> in a schema and all that it applies to the same value.</summary>
    private static IEnumerable<string> DeclaredNames(SchemaNode owner)
    {
        var seen = new HashSet<SchemaNode> { owner };
        var pending = new Queue<SchemaNode>(seen);
        while (pending.TryDequeue(out var schema))
        {
            foreach (var keyword in schema.Keywords)
            {
                foreach (var name in (keyword as MembersKeyword)?.DeclaredNames ?? [])
                {
                    yield return name;
                }

                foreach (var target in keyword.InPlace.Where(target => seen.Count < MaxSchemasSearched && seen.Add(target)))
                {
                    pending.Enqueue(target);
                }
            }
        }
    }
}
