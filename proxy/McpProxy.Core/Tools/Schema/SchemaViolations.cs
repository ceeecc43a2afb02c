namespace McpProxy.Tools.Schema;

/// <summary>Collects violations up to a limit, so that a hostile value cannot make an error of its own size.</summary>
internal sealed class SchemaViolations(int limit = 20)
{
    private readonly List<SchemaViolation> _items = [];

    public IReadOnlyList<SchemaViolation> Items => _items;

    public bool IsFull => _items.Count >= limit;

    public void Add(SchemaViolation violation)
    {
        if (!IsFull)
        {
            _items.Add(violation);
        }
    }
}
