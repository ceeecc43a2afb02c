namespace McpProxy.Tools.Schema.Patterns;

/// <summary>The capturing groups of a pattern, found before it is translated: a reference may stand before its group.</summary>
internal sealed class EcmaGroups
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public EcmaGroups(string pattern)
    {
        var cursor = new EcmaCursor(pattern);
        var inClass = false;
        while (!cursor.IsAtEnd)
        {
            switch (cursor.TakeCodePoint())
            {
                case '\\' when !cursor.IsAtEnd:
                    AreReferred |= !inClass && (cursor.Peek is 'k' or (>= '1' and <= '9'));
                    cursor.TakeCodePoint();
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    ReadGroup(ref cursor);
                    break;
            }
        }
    }

    public int Count { get; private set; }

    /// <summary>Whether anything refers back to a group; if not, none needs to be captured.</summary>
    public bool AreReferred { get; }

    public int? Find(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    private void ReadGroup(ref EcmaCursor cursor)
    {
        if (cursor.Peek != '?')
        {
            Count++;
        }
        else if (cursor.StartsWith("?<") && !cursor.StartsWith("?<=") && !cursor.StartsWith("?<!"))
        {
            Count++;
            cursor.TryTake("?<");
            var name = cursor.TakeUntil('>');
            if (name.Length == 0 || !_numbers.TryAdd(name, Count))
            {
                throw new EcmaSyntaxException($"the group name '{name}' is empty or taken");
            }
        }
    }
}
