using System.Numerics;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Follows many paths at once while a JSON text is read. Where one stands on all of them is a set of bits, kept per open
/// container; entering a child makes the child's set.
/// </summary>
internal sealed class JsonPathSet
{
    /// <summary>Each path needs one bit for each step and one for its end.</summary>
    public const int MaxBits = 64;

    private readonly JsonPathStep[] _steps;

    /// <param name="paths">Paths whose steps, and one for each, are no more than <see cref="MaxBits"/>.</param>
    public JsonPathSet(IReadOnlyList<JsonPathStep[]> paths)
    {
        var steps = new List<JsonPathStep>();
        EndsOf = new ulong[paths.Count];
        for (var i = 0; i < paths.Count; i++)
        {
            Start |= 1UL << steps.Count;
            steps.AddRange(paths[i]);
            EndsOf[i] = 1UL << steps.Count;
            Ends |= EndsOf[i];
            steps.Add(default);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps.Count, MaxBits);
        _steps = [.. steps];
    }

    /// <summary>Where one stands at the root.</summary>
    public ulong Start { get; }

    /// <summary>The bits that say that a path leads to this value.</summary>
    public ulong Ends { get; }

    /// <summary>The bit of <see cref="Ends"/> of each path, in the order they were given.</summary>
    public ulong[] EndsOf { get; }

    /// <summary>Where one stands at an element of an array.</summary>
    public ulong EnterElement(ulong at) => Enter(at, default, isElement: true);

    /// <summary>Where one stands at a member of an object.</summary>
    /// <param name="at">Where one stands at the object.</param>
    /// <param name="name">The member's name, without escapes.</param>
    public ulong EnterMember(ulong at, ReadOnlySpan<byte> name) => Enter(at, name, isElement: false);

    private ulong Enter(ulong at, ReadOnlySpan<byte> name, bool isElement)
    {
        var next = 0UL;
        for (var rest = at & ~Ends; rest != 0; rest &= rest - 1)
        {
            var index = BitOperations.TrailingZeroCount(rest);
            var step = _steps[index];
            if (step.Descends)
            {
                next |= 1UL << index;
            }

            if (step.Name is null || (!isElement && name.SequenceEqual(step.Name)))
            {
                next |= 1UL << (index + 1);
            }
        }

        return next;
    }
}
