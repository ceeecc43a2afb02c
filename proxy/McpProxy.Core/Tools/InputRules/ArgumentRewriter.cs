using System.Buffers;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.InputRules;

/// <summary>
/// Applies rules to the arguments of one call. It looks first: values are mended on the side, and only when one of them changed, another name was used or a
/// time is missing, the arguments are written anew.
/// </summary>
internal sealed class ArgumentRewriter(ArgumentRule[] rules, JsonTape given, int maxDepth) : IDisposable
{
    private readonly Slot[] _slots = ArrayPool<Slot>.Shared.Rent(rules.Length);
    private PooledBuffer? _mended;

    /// <summary>Whether the rules change anything.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>Finds the arguments and mends their values.</summary>
    /// <returns>Why they cannot be used; null when they can.</returns>
    public ArgumentConflict? Read()
    {
        _slots.AsSpan(0, rules.Length).Clear();
        var end = given.Next(JsonTape.Root);
        for (var name = JsonTape.Root + 1; name < end; name = given.Next(name + 1))
        {
            var rule = Find(name, out var isAlias);
            if (rule >= 0 && Take(rule, name, isAlias) is { } conflict)
            {
                return conflict;
            }
        }

        for (var i = 0; i < rules.Length; i++)
        {
            IsNeeded |= _slots[i].Name == 0 && rules[i].Default is not null;
        }

        return null;
    }

    /// <summary>Writes the arguments.</summary>
    public PooledBuffer Write(TimeProvider time)
    {
        var output = new PooledBuffer(given.RawSpan(JsonTape.Root).Length + (_mended?.Length ?? 0) + 64);
        output.WriteByte((byte)'{');
        var end = given.Next(JsonTape.Root);
        for (var name = JsonTape.Root + 1; name < end; name = given.Next(name + 1))
        {
            var rule = Find(name, out _);
            if (rule < 0)
            {
                Separate(output);
                output.Write(given.RawSpan(name));
                output.WriteByte((byte)':');
                output.Write(given.RawSpan(name + 1));
            }
            else if (_slots[rule].Name == name)
            {
                Separate(output);
                output.Write(rules[rule].EncodedName);
                output.Write(ValueOf(_slots[rule]).Span);
            }
        }

        for (var i = 0; i < rules.Length; i++)
        {
            if (_slots[i].Name == 0 && rules[i].Default is { } value)
            {
                Separate(output);
                output.Write(rules[i].EncodedName);
                TimeText.Write(output, time.GetUtcNow() + value.Offset, rules[i].DefaultForm);
            }
        }

        output.WriteByte((byte)'}');
        return output;
    }

    public void Dispose()
    {
        _mended?.Dispose();
        ArrayPool<Slot>.Shared.Return(_slots);
    }

    private ArgumentConflict? Take(int rule, int name, bool isAlias)
    {
        var slot = Mend(rule, name);
        IsNeeded |= isAlias || slot.Length > 0;
        if (_slots[rule].Name == 0)
        {
            _slots[rule] = slot;
            return null;
        }

        // The same, said twice.
        IsNeeded = true;
        var other = _slots[rule];
        return AreSame(ValueOf(other), ValueOf(slot)) ? null : new ArgumentConflict(rules[rule].Name, given.GetString(other.Name), given.GetString(name));
    }

    private bool AreSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> two)
    {
        if (one.Span.SequenceEqual(two.Span))
        {
            return true;
        }

        // One may have been mended into a list, and so be a level deeper than arguments are.
        using var first = JsonTape.Parse(one, maxDepth + 1);
        using var second = JsonTape.Parse(two, maxDepth + 1);
        return JsonEquality.AreEqual(first, JsonTape.Root, second, JsonTape.Root);
    }

    private Slot Mend(int rule, int name)
    {
        if (rules[rule].Coercion is not { } coercion)
        {
            return new Slot(name, 0, 0);
        }

        _mended ??= new PooledBuffer(256);
        var start = _mended.Length;
        return coercion.TryWrite(given, name + 1, maxDepth - 1, _mended) ? new Slot(name, start, _mended.Length - start) : new Slot(name, 0, 0);
    }

    private int Find(int name, out bool isAlias)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            var names = rules[i].Names;
            for (var n = 0; n < names.Length; n++)
            {
                if (given.TextEquals(name, names[n]))
                {
                    isAlias = n > 0;
                    return i;
                }
            }
        }

        isAlias = false;
        return -1;
    }

    private ReadOnlyMemory<byte> ValueOf(Slot slot) => slot.Length > 0 ? _mended!.WrittenMemory.Slice(slot.Start, slot.Length) : given.Raw(slot.Name + 1); // written by Mend

    private static void Separate(PooledBuffer output)
    {
        if (output.Length > 1)
        {
            output.WriteByte((byte)',');
        }
    }

    /// <summary>Where an argument is.</summary>
    /// <param name="Name">The node of its name; 0, which is the root, for nowhere.</param>
    /// <param name="Start">Where its mended value starts.</param>
    /// <param name="Length">How long that is; 0 for a value as it was given.</param>
    private readonly record struct Slot(int Name, int Start, int Length);
}
