using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Keywords;

namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>One compiled subschema. Created empty and filled once, because schemas may refer to each other in circles.</summary>
internal sealed class SchemaNode
{
    private KeywordTable _keywords = KeywordTable.Create(ValueKinds.Any, []);
    private bool _annotates;
    private UnevaluatedChildren? _unevaluatedProperties;
    private UnevaluatedChildren? _unevaluatedItems;
    private SchemaResource? _scope;

    /// <summary>What the <c>type</c> keyword allows.</summary>
    public ValueKinds Types { get; private set; } = ValueKinds.Any;

    public IReadOnlyList<Keyword> Keywords { get; private set; } = [];

    private bool AsksForUnevaluated => _unevaluatedProperties is not null || _unevaluatedItems is not null;

    public void Complete(
        ValueKinds types, IReadOnlyList<Keyword> keywords, UnevaluatedChildren? unevaluatedProperties, UnevaluatedChildren? unevaluatedItems)
    {
        Types = types;
        Keywords = keywords;
        _keywords = KeywordTable.Create(types, keywords);
        _unevaluatedProperties = unevaluatedProperties;
        _unevaluatedItems = unevaluatedItems;
        _annotates = AsksForUnevaluated || keywords.Any(keyword => keyword.Annotates);
    }

    /// <summary>Makes evaluation note that it entered <paramref name="resource"/>; needed only where <c>$dynamicRef</c> asks for it.</summary>
    public void TrackScope(SchemaResource resource) => _scope = resource;

    public bool IsValid(ref ValidationRun run, int node)
    {
        if (AsksForUnevaluated)
        {
            return Track(ref run, node, EvaluationMarks.Nowhere);
        }

        var keywords = _keywords.For(run.Tape.Kind(node));
        if (keywords.Length == 0)
        {
            return true;
        }

        if (!run.TryEnter(_scope, node))
        {
            return false;
        }

        foreach (var keyword in keywords)
        {
            if (!keyword.IsValid(ref run, node))
            {
                run.Leave(_scope);
                return false;
            }
        }

        run.Leave(_scope);
        return true;
    }

    /// <summary>As <see cref="IsValid"/>; on success the children it evaluated are added to the block at <paramref name="marks"/>.</summary>
    public bool Track(ref ValidationRun run, int node, int marks)
    {
        if (!_annotates)
        {
            return IsValid(ref run, node);
        }

        if (!run.TryEnter(_scope, node))
        {
            return false;
        }

        // A block of its own: what a failing schema evaluated counts for nothing, and what its siblings did is not its business.
        var kind = run.Tape.Kind(node);
        var block = run.Marks.Push(run.Tape.Count(node));
        var valid = true;
        foreach (var keyword in _keywords.For(kind))
        {
            valid = valid && keyword.Track(ref run, node, block);
        }

        valid = valid && (Unevaluated(kind)?.Track(ref run, node, block) ?? true);
        run.Marks.Pop(block, valid ? marks : EvaluationMarks.Nowhere);
        run.Leave(_scope);
        return valid;
    }

    /// <summary>Adds what is wrong with a value that this schema refuses; nothing for one that it accepts.</summary>
    public void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        if (violations.IsFull || !run.TryEnter(_scope, node))
        {
            return;
        }

        var kind = run.Tape.Kind(node);
        var block = run.Marks.Push(run.Tape.Count(node));
        var valid = true;
        foreach (var keyword in _keywords.For(kind))
        {
            if (!keyword.Track(ref run, node, block))
            {
                valid = false;
                keyword.Explain(ref run, violations, node);
            }
        }

        // After a refusal the marks are incomplete: children that were never reached would be called unevaluated.
        if (valid)
        {
            Unevaluated(kind)?.Explain(ref run, violations, this, node, block);
        }

        run.Marks.Pop(block, EvaluationMarks.Nowhere);
        run.Leave(_scope);
    }

    private UnevaluatedChildren? Unevaluated(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => _unevaluatedProperties,
        JsonTokenType.StartArray => _unevaluatedItems,
        _ => null,
    };
}
