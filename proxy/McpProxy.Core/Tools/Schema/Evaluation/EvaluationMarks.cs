using System.Buffers;

namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>
/// A stack of bit sets, one bit per child of an object or array: which members or items some keyword has evaluated. Used only
/// beneath <c>unevaluatedProperties</c> and <c>unevaluatedItems</c>; rents nothing until then.
/// </summary>
internal struct EvaluationMarks : IDisposable
{
    /// <summary>The block of a caller that does not ask.</summary>
    public const int Nowhere = -1;

    private const int BitsPerWord = 64;

    private ulong[]? _words;
    private int _top;

    /// <summary>Opens an empty block for a value with <paramref name="children"/> members or items.</summary>
    /// <returns>The block, good until it is popped.</returns>
    public int Push(int children)
    {
        var block = _top;
        _top += (children + BitsPerWord - 1) / BitsPerWord;
        if (_top > (_words?.Length ?? 0))
        {
            Grow();
        }

        _words.AsSpan(block, _top - block).Clear();
        return block;
    }

    /// <summary>Closes the topmost block, adding its marks to the block <paramref name="into"/> of the same value.</summary>
    public void Pop(int block, int into)
    {
        if (into != Nowhere)
        {
            for (var i = 0; i < _top - block; i++)
            {
                _words![into + i] |= _words[block + i];
            }
        }

        _top = block;
    }

    public readonly void Set(int block, int child) => _words![block + (child / BitsPerWord)] |= 1UL << (child % BitsPerWord);

    public readonly bool IsSet(int block, int child) => (_words![block + (child / BitsPerWord)] & (1UL << (child % BitsPerWord))) != 0;

    public void Dispose()
    {
        if (_words is { } words)
        {
            _words = null;
            ArrayPool<ulong>.Shared.Return(words);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(Math.Max(_top * 2, 32));
        if (_words is { } words)
        {
            words.CopyTo(larger.AsSpan());
            ArrayPool<ulong>.Shared.Return(words);
        }

        _words = larger;
    }
}
