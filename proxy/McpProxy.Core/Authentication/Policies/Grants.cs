namespace McpProxy.Authentication.Policies;

/// <summary>Which rules of one configuration a caller meets: one bit for each. Immutable; equal when the bits are.</summary>
internal sealed class Grants : IEquatable<Grants>
{
    private const int BitsPerWord = 64;

    private readonly ulong[] _words;

    /// <param name="count">How many rules there are.</param>
    /// <param name="isMet">Whether a rule is met.</param>
    public Grants(int count, Func<int, bool> isMet)
    {
        _words = new ulong[(count + BitsPerWord - 1) / BitsPerWord];
        for (var i = 0; i < count; i++)
        {
            if (isMet(i))
            {
                _words[i / BitsPerWord] |= 1UL << (i % BitsPerWord);
            }
        }
    }

    /// <summary>Whether a rule is met; <see cref="AccessRule.None"/> always is.</summary>
    public bool Meets(AccessRule rule) => rule.Bit < 0 || (_words[rule.Bit / BitsPerWord] & (1UL << (rule.Bit % BitsPerWord))) != 0;

    public bool Equals(Grants? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as Grants);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }
}
