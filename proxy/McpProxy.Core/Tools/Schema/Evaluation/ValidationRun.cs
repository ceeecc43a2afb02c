using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>The state of one validation: what is validated, how deep and how long it may still go, what was entered and evaluated.</summary>
internal struct ValidationRun : IDisposable
{
    /// <summary>Most schemas applied within each other. A level takes a few hundred bytes of a stack of 1.5 MB.</summary>
    public const int MaxDepth = 1000;

    /// <summary>Steps any value may take, however small.</summary>
    private const long BaseSteps = 100_000;

    /// <summary>Steps per node of the value: far more than an honest schema needs, far fewer than exponential branching asks for.</summary>
    private const long StepsPerNode = 1000;

    private const int ExplanationFactor = 4;

    private readonly int _root;
    private readonly long _steps;
    private long _stepsLeft;
    private int _depth;
    private DynamicScope _scope;

    public ValidationRun(JsonTape tape, int root)
    {
        Tape = tape;
        _root = root;
        _steps = BaseSteps + (StepsPerNode * tape.NodeCount);
        _stepsLeft = _steps;
    }

    public JsonTape Tape { get; }

    /// <summary>Why validation gave up, or null while it has not. It then counts as failed, whatever a <c>not</c> made of it.</summary>
    public SchemaViolation? GivenUp { get; private set; }

    /// <summary>How many alternatives are being explained within each other.</summary>
    public int ExplainedAlternatives { get; set; }

    public EvaluationMarks Marks;

    /// <summary>Called before a schema is applied; when false, it must not be, and counts as failed.</summary>
    public bool TryEnter(SchemaResource? resource, int node)
    {
        if (_depth >= MaxDepth || _stepsLeft <= 0)
        {
            RefuseToEnter(node);
            return false;
        }

        _stepsLeft--;
        _depth++;
        if (resource is not null)
        {
            _scope.Push(resource);
        }

        return true;
    }

    public void Leave(SchemaResource? resource)
    {
        _depth--;
        if (resource is not null)
        {
            _scope.Pop();
        }
    }

    /// <summary>Accounts for work that a keyword does in a loop of its own.</summary>
    public void Spend(long steps) => _stepsLeft -= steps;

    /// <summary>Ends the validation as failed.</summary>
    public void GiveUp(int node, string keyword, string message)
    {
        GivenUp ??= Violation(node, keyword, message);
        _stepsLeft = 0;
    }

    /// <summary>Grants the work of explaining a refusal, which looks at what is wrong once per level above it.</summary>
    public void StartExplanation() => _stepsLeft = _steps * ExplanationFactor;

    public readonly SchemaNode? FindDynamic(string anchor) => _scope.Find(anchor);

    public readonly SchemaViolation Violation(int node, string keyword, string message, string? suggestion = null) =>
        new(PointerTo(node), keyword, message, suggestion);

    public readonly string PointerTo(int node) => TapePointer.To(Tape, _root, node);

    public void Dispose()
    {
        _scope.Dispose();
        Marks.Dispose();
    }

    private void RefuseToEnter(int node) => GiveUp(
        node,
        "$ref",
        _depth >= MaxDepth ? "the schema applies itself too often within this value" : "the value takes too many steps to check against the schema");
}
