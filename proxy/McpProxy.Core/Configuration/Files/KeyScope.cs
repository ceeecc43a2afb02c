using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Files;

/// <summary>One object or array on the way to the current position of a file.</summary>
internal sealed class KeyScope(string? path, bool isArray)
{
    private readonly Dictionary<string, string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private string _current = "";
    private int _index;

    /// <summary>The configuration path of the key entered last.</summary>
    public string CurrentPath => Join(_current);

    public static KeyScope Inside(Stack<KeyScope> outer, bool isArray)
    {
        if (!outer.TryPeek(out var parent))
        {
            return new KeyScope(null, isArray);
        }

        return new KeyScope(parent.Step(), isArray);
    }

    /// <summary>Moves on to a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="exact">When it has been there before: whether in the same case too.</param>
    /// <returns>Whether it is new here.</returns>
    public bool Enter(string key, out bool exact)
    {
        _current = key;
        exact = false;
        if (_keys.TryAdd(key, key))
        {
            return true;
        }

        exact = _keys[key] == key;
        return false;
    }

    /// <summary>Moves on over a value without keys of its own.</summary>
    public void PassScalar() => _index++;

    private string Step() => isArray ? Join((_index++).ToString(CultureInfo.InvariantCulture)) : CurrentPath;

    private string Join(string key) => path is null ? key : path + ConfigurationPath.KeyDelimiter + key;
}
