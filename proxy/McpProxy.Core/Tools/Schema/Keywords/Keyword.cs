using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary>
/// One compiled assertion or applicator of a schema. Three ways to run it: <see cref="IsValid"/> for the verdict alone (the hot
/// path), <see cref="Track"/> where some schema asks which children were evaluated, <see cref="Explain"/> after a refusal.
/// Immutable and thread-safe.
/// </summary>
internal abstract class Keyword(string name, ValueKinds kinds)
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; } = name;

    /// <summary>The kinds of value it looks at; it is never asked about others.</summary>
    public ValueKinds Kinds { get; } = kinds;

    /// <summary>Whether success can evaluate children, so that <see cref="Track"/> differs from <see cref="IsValid"/>.</summary>
    public virtual bool Annotates => false;

    /// <summary>The schemas it applies to the very value it is asked about.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => [];

    public abstract bool IsValid(ref ValidationRun run, int node);

    /// <summary>As <see cref="IsValid"/>, and marks the evaluated children in the block at <paramref name="marks"/>.</summary>
    public virtual bool Track(ref ValidationRun run, int node, int marks) => IsValid(ref run, node);

    /// <summary>Called for a value that <see cref="IsValid"/> refused: adds what is wrong with it.</summary>
    public abstract void Explain(ref ValidationRun run, SchemaViolations violations, int node);
}
