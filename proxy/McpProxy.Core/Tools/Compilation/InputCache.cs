using System.Diagnostics.CodeAnalysis;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Compilation;

/// <summary>
/// Keeps the compiled input schemas of the last load for the next one: of a thousand tools a reload compiles those that have changed.
/// With a folder it also knows which schemas were compiled without a mistake before this process; those are compiled when they are first
/// used. Thread-safe within a load; loads are made one after another.
/// </summary>
internal sealed class InputCache
{
    private readonly Lock _gate = new();
    private Dictionary<SchemaDigest, CompiledInput> _current = [];
    private Dictionary<SchemaDigest, CompiledInput> _before = [];
    private SoundSchemas? _sound;
    private string? _folder;

    /// <summary>Begins a load: what it does not ask for is forgotten with the load after it.</summary>
    /// <param name="folder">Where is kept what outlives the process; null for nowhere.</param>
    public void Begin(string? folder = null)
    {
        (_before, _current) = (_current, []);
        if (folder != _folder)
        {
            (_folder, _sound) = (folder, folder is null ? null : SoundSchemas.Read(folder));
        }
    }

    public bool TryFind(SchemaDigest digest, byte[] text, [NotNullWhen(true)] out CompiledInput? input)
    {
        lock (_gate)
        {
            if (_current.TryGetValue(digest, out input))
            {
                return true;
            }

            if (!_before.TryGetValue(digest, out input))
            {
                // Where arguments stand in headers is not kept, and must be known before the first call.
                if (_sound?.Contains(digest) != true || McpHeaderFinder.MayFind(text))
                {
                    return false;
                }

                input = new CompiledInput(text, CompiledSchema.Later(text), []);
            }

            _current.Add(digest, input);
            return true;
        }
    }

    public void Add(SchemaDigest digest, CompiledInput input)
    {
        lock (_gate)
        {
            _current[digest] = input;
        }
    }

    /// <summary>Ends a load of a configuration without mistakes.</summary>
    public void Save() => _sound?.Save(_current.Keys);
}
