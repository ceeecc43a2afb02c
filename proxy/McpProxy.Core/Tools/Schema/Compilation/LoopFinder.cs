using McpProxy.Tools.Schema.Evaluation;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>
/// Refuses schemas that apply themselves to the very same value, directly or through others: validation would never end. What
/// <c>$dynamicRef</c> does is known only at validation, where the depth is bounded.
/// </summary>
internal static class LoopFinder
{
    public static void Report(IReadOnlyList<(SchemaLocation Location, SchemaNode Node)> nodes, SchemaCompiler compiler)
    {
        var done = new HashSet<SchemaNode>();
        var open = new HashSet<SchemaNode>();
        var locations = nodes.ToDictionary(entry => entry.Node, entry => entry.Location);
        var path = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Targets)>();
        foreach (var (_, start) in nodes)
        {
            Enter(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Targets.MoveNext())
                {
                    open.Remove(top.Node);
                    path.Pop();
                }
                else if (open.Contains(top.Targets.Current))
                {
                    var location = locations[top.Targets.Current];
                    compiler.Error(
                        location.Resource.Document,
                        location.Node,
                        "the schema applies itself to the same value again, without end; let it refer to itself only through members or items");
                }
                else
                {
                    Enter(top.Targets.Current);
                }
            }
        }

        void Enter(SchemaNode node)
        {
            if (done.Add(node))
            {
                open.Add(node);
                path.Push((node, node.Keywords.SelectMany(keyword => keyword.InPlace).GetEnumerator()));
            }
        }
    }
}
