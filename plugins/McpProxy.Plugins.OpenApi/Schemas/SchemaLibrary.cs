using System.Buffers;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Naming;

namespace McpProxy.Plugins.OpenApi.Schemas;

/// <summary>
/// The shared schemas of one import: each is converted once, when an operation first needs it, and kept as a reference wherever it
/// is used. So a schema that holds itself stays finite, and nothing grows by being used often.
/// </summary>
/// <param name="references">Follows references.</param>
/// <param name="isPattern">Whether the validator takes a pattern.</param>
internal sealed class SchemaLibrary(References references, Func<string, bool> isPattern)
{
    /// <summary>What the schemas of one operation may come to. Clients would not get far with more.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    private readonly List<SharedSchema> _shared = [];
    private readonly Dictionary<(ApiDocument Document, string Pointer), int> _byPlace = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _patterns = new(StringComparer.Ordinal);

    /// <summary>Converts a schema that stands in an operation.</summary>
    /// <exception cref="UnmappableException">It refers to what cannot be had.</exception>
    public ConvertedSchema Convert(Fragment schema)
    {
        var output = new ArrayBufferWriter<byte>();
        var converter = new SchemaConverter(this, references);
        using (var writer = new Utf8JsonWriter(output, SchemaConverter.WriterOptions))
        {
            converter.Write(writer, schema);
        }

        return new ConvertedSchema(output.WrittenSpan.ToArray(), [.. converter.Uses]);
    }

    /// <summary>The name of the schema that a reference leads to, shared from now on.</summary>
    public int Share(ApiDocument from, string reference)
    {
        var (target, pointer) = references.Find(from, reference);
        if (_byPlace.TryGetValue((target.Document, pointer), out var number))
        {
            return number;
        }

        number = Share(target, pointer[(pointer.LastIndexOf('/') + 1)..]);
        _byPlace[(target.Document, pointer)] = number;
        return number;
    }

    /// <summary>Shares a schema that has no place of its own: one that is nested too deeply to stay where it is.</summary>
    public int Share(Fragment schema, string name)
    {
        _shared.Add(new SharedSchema(Unique(LegalName.OfArgument(name)), schema));
        return _shared.Count - 1;
    }

    public string NameOf(int number) => _shared[number].Name;

    public bool IsPattern(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var good))
        {
            _patterns[pattern] = good = isPattern(pattern);
        }

        return good;
    }

    /// <summary>All shared schemas that some need, directly or by others, as the members of <c>$defs</c>.</summary>
    /// <exception cref="UnmappableException">One of them cannot be converted, or they come to too much.</exception>
    public IReadOnlyList<(string Name, byte[] Json)> Closure(IEnumerable<int> roots)
    {
        var seen = new HashSet<int>(roots);
        var queue = new Queue<int>(seen);
        var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        long bytes = 0;
        while (queue.TryDequeue(out var number))
        {
            var shared = _shared[number];
            var converted = shared.Converted ??= Convert(shared.Schema);
            found.Add(shared.Name, converted.Json);
            bytes += converted.Json.Length + shared.Name.Length;
            if (bytes > MaxBytes)
            {
                throw new UnmappableException($"Its schemas come to more than {MaxBytes / (1024 * 1024)} MiB.");
            }

            foreach (var use in converted.Uses.Where(seen.Add))
            {
                queue.Enqueue(use);
            }
        }

        return [.. found.Select(f => (f.Key, f.Value))];
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }

    private sealed record SharedSchema(string Name, Fragment Schema)
    {
        public ConvertedSchema? Converted { get; set; }
    }
}
