using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Packages;

/// <summary>What <c>packages.json</c> says of the documents beside it: names to choose them by, groups of names, and prefixes for tools. Immutable; case does not matter.</summary>
internal sealed class PackageFile
{
    public const string Name = "packages.json";

    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    private PackageFile(JsonElement root)
    {
        // Of a name in both the alias counts: it is what people are told.
        var documents = Texts(root, "packages");
        foreach (var (alias, document) in Texts(root, "aliases"))
        {
            documents[alias] = document;
        }

        Documents = documents;
        Prefixes = Texts(root, "prefixes");
        Groups = Members(root, "groups").ToDictionary(g => g.Name, g => List(g.Value, $"'groups:{Excerpt.Of(g.Name)}'"), StringComparer.OrdinalIgnoreCase);
        Defaults = root.TryGetProperty("defaults", out var defaults) ? List(defaults, "'defaults'") : [];
        foreach (var file in Documents.Values.Concat(Prefixes.Keys))
        {
            _files.TryAdd(file, file);
        }
    }

    /// <summary>What there is where no such file is.</summary>
    public static PackageFile None { get; } = new(JsonElement.Parse("{}"));

    /// <summary>Packages and aliases, each with the file name of its document, without extension.</summary>
    public IReadOnlyDictionary<string, string> Documents { get; }

    /// <summary>What stands before the names of tools, by the file name of their document.</summary>
    public IReadOnlyDictionary<string, string> Prefixes { get; }

    /// <summary>Groups, each with packages, aliases, documents and other groups.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; }

    /// <summary>What is chosen when nobody chooses.</summary>
    public IReadOnlyList<string> Defaults { get; }

    /// <summary>Finds a document that the file speaks of, whether or not it is there.</summary>
    public bool TryFindDocument(string name, [NotNullWhen(true)] out string? document) => _files.TryGetValue(name, out document);

    /// <exception cref="DocumentException">It is not of this form.</exception>
    public static PackageFile Parse(byte[] bytes)
    {
        var root = DocumentReader.Read(bytes);
        try
        {
            return root.ValueKind == JsonValueKind.Object ? new PackageFile(root) : throw Malformed("It is not an object.");
        }
        catch (InvalidOperationException)
        {
            throw Malformed(DocumentReader.HalfSurrogate);
        }
    }

    private static Dictionary<string, string> Texts(JsonElement root, string key)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Members(root, key))
        {
            texts[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Malformed($"'{key}:{Excerpt.Of(member.Name)}' is not a text.");
        }

        return texts;
    }

    private static IEnumerable<JsonProperty> Members(JsonElement root, string key) => root.TryGetProperty(key, out var json)
        ? json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().DistinctBy(m => m.Name, StringComparer.OrdinalIgnoreCase) : throw Malformed($"'{key}' is not an object.")
        : [];

    private static IReadOnlyList<string> List(JsonElement json, string what) => json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String)
        ? [.. json.EnumerateArray().Select(n => n.GetString()!)]
        : throw Malformed($"{what} is not a list of names.");

    private static DocumentException Malformed(string message) => new(OpenApiErrorCodes.Malformed, message);
}
