using System.Buffers;
using McpProxy.Tools.Schema.Compilation;

namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>The schema resources that evaluation has entered, outermost first: where <c>$dynamicRef</c> looks for its target.</summary>
internal struct DynamicScope : IDisposable
{
    private SchemaResource[]? _resources;
    private int _count;

    public void Push(SchemaResource resource)
    {
        if (_count == (_resources?.Length ?? 0))
        {
            Grow();
        }

        _resources![_count++] = resource;
    }

    public void Pop() => _count--;

    /// <summary>The schema that the outermost resource with such a dynamic anchor means by it.</summary>
    public readonly SchemaNode? Find(string dynamicAnchor)
    {
        foreach (var resource in _resources.AsSpan(0, _count))
        {
            if (resource.DynamicTargets.TryGetValue(dynamicAnchor, out var target))
            {
                return target;
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (_resources is { } resources)
        {
            _resources = null;
            ArrayPool<SchemaResource>.Shared.Return(resources, clearArray: true);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<SchemaResource>.Shared.Rent(Math.Max(_count * 2, 16));
        if (_resources is { } resources)
        {
            resources.CopyTo(larger.AsSpan());
            ArrayPool<SchemaResource>.Shared.Return(resources, clearArray: true);
        }

        _resources = larger;
    }
}
