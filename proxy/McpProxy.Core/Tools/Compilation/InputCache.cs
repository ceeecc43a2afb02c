using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Tools.Compilation;

/// <summary>
/// Keeps the compiled input schemas of the last load for the next one: of a thousand tools a reload compiles those that have changed.
/// Thread-safe within a load; loads are made one after another.
/// </summary>
internal sealed class InputCache
{
    private readonly Lock _gate = new();
    private Dictionary<byte[], CompiledInput> _current = new(BytesComparer.Instance);
    private Dictionary<byte[], CompiledInput> _before = new(BytesComparer.Instance);

    /// <summary>Begins a load: what it does not ask for is forgotten with the load after it.</summary>
    public void Begin() => (_before, _current) = (_current, new(BytesComparer.Instance));

    public bool TryFind(byte[] text, [NotNullWhen(true)] out CompiledInput? input)
    {
        lock (_gate)
        {
            if (_current.TryGetValue(text, out input))
            {
                return true;
            }

            if (!_before.TryGetValue(text, out input))
            {
                return false;
            }

            _current.Add(input.Text, input);
            return true;
        }
    }

    public void Add(CompiledInput input)
    {
        lock (_gate)
        {
            _current[input.Text] = input;
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>
    {
        public static BytesComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));

        public int GetHashCode(byte[] bytes)
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }
    }
}
