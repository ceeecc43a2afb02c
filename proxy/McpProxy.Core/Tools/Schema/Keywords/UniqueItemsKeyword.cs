using System.Text.Json;
using McpProxy.Tools.Schema.Compilation;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Keywords;

/// <summary><c>uniqueItems</c>: pairs in short arrays, a table of keyed hashes in long ones.</summary>
internal sealed class UniqueItemsKeyword() : Keyword("uniqueItems", ValueKinds.Array)
{
    /// <summary>Up to here comparing every pair is faster than hashing.</summary>
    private const int MaxPairwise = 8;

    public static Keyword? Compile(SubschemaSource source)
    {
        if (!source.TryGetAssertion("uniqueItems"u8, out var value))
        {
            return null;
        }

        return source.Tape.Kind(value) == JsonTokenType.False || !source.Expect(value, JsonTokenType.True, "true or false")
            ? null
            : new UniqueItemsKeyword();
    }

    public override bool IsValid(ref ValidationRun run, int node) => FindTwins(ref run, node) is null;

    public override void Explain(ref ValidationRun run, SchemaViolations violations, int node)
    {
        if (FindTwins(ref run, node) is not { } twins)
        {
            return;
        }

        var (first, second) = (Position(run.Tape, node, twins.First), Position(run.Tape, node, twins.Second));
        violations.Add(run.Violation(
            node, Name, $"items {first} and {second} are equal ({ValueText.Describe(run.Tape, twins.Second)}); all items must differ"));
    }

    private static (int First, int Second)? FindTwins(ref ValidationRun run, int node)
    {
        run.Spend(run.Tape.Next(node) - node);
        return run.Tape.Count(node) <= MaxPairwise ? FindByPairs(run.Tape, node) : FindByHash(ref run, node);
    }

    private static (int First, int Second)? FindByPairs(JsonTape tape, int node)
    {
        for (var second = node + 1; second < tape.Next(node); second = tape.Next(second))
        {
            for (var first = node + 1; first < second; first = tape.Next(first))
            {
                if (JsonEquality.AreEqual(tape, first, tape, second))
                {
                    return (first, second);
                }
            }
        }

        return null;
    }

    private static (int First, int Second)? FindByHash(ref ValidationRun run, int node)
    {
        var tape = run.Tape;
        using var table = new ItemTable(tape, tape.Count(node));
        for (var item = node + 1; item < tape.Next(node); item = tape.Next(item))
        {
            if (table.AddOrFindEqual(item) is >= 0 and var twin)
            {
                return (twin, item);
            }
        }

        return null;
    }

    private static int Position(JsonTape tape, int array, int target)
    {
        var position = 0;
        for (var item = array + 1; item < target; item = tape.Next(item))
        {
            position++;
        }

        return position;
    }
}
