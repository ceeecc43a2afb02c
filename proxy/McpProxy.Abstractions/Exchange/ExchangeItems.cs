namespace McpProxy;

/// <summary>
/// Values by name that transforms leave for later ones. An exchange has a handful, whose names are mostly the same objects:
/// comparing them costs less than a table of hashes that every exchange would have to make.
/// </summary>
internal struct ExchangeItems
{
    private KeyValuePair<string, string>[]? _entries;
    private int _count;

    public readonly string? Find(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? null : _entries![index].Value; // found in it
    }

    public void Set(string name, string value)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            index = _count++;
            if (_entries is null)
            {
                _entries = new KeyValuePair<string, string>[4];
            }
            else if (index == _entries.Length)
            {
                Array.Resize(ref _entries, index * 2);
            }
        }

        _entries![index] = new(name, value); // found in it, or just made
    }

    private readonly int IndexOf(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_entries![i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
