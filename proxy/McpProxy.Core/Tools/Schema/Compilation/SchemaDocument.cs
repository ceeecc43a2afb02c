using System.Runtime.InteropServices;
using System.Text.Json;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>One JSON text that holds schemas, with the resources found in it and the subschemas compiled from it.</summary>
internal sealed class SchemaDocument
{
    /// <summary>Deeper schemas are refused: their compilation must not exhaust the stack.</summary>
    private const int MaxDepth = 256;

    private readonly Dictionary<int, SchemaResource> _resources = [];

    private SchemaDocument(JsonTape tape, Uri uri, bool isRoot)
    {
        Tape = tape;
        Uri = uri;
        IsRoot = isRoot;
    }

    public JsonTape Tape { get; }

    /// <summary>Where it was found: the base of relative references until an <c>$id</c> says otherwise.</summary>
    public Uri Uri { get; }

    /// <summary>Whether it is the schema being compiled and not one that it refers to.</summary>
    public bool IsRoot { get; }

    /// <summary>The compiled subschemas by tape node.</summary>
    public Dictionary<int, SchemaNode> Compiled { get; } = [];

    /// <exception cref="JsonException">The text repeats a property name, or is nested too deeply.</exception>
    public static SchemaDocument Create(JsonElement schema, Uri uri, bool isRoot)
    {
        var tape = JsonTape.ParseLasting(JsonMarshal.GetRawUtf8Value(schema).ToArray(), MaxDepth);
        for (var node = 0; node < tape.NodeCount; node++)
        {
            if (tape.Kind(node) is JsonTokenType.String or JsonTokenType.PropertyName && tape.HasLoneSurrogate(node))
            {
                throw new JsonException($"The text \"{ValueText.Name(tape, node)}\" escapes half a surrogate pair.");
            }
        }

        return new SchemaDocument(tape, uri, isRoot);
    }

    public void Add(SchemaResource resource) => _resources[resource.Node] = resource;

    /// <summary>The resource whose root is <paramref name="node"/>, or null.</summary>
    public SchemaResource? ResourceAt(int node) => _resources.GetValueOrDefault(node);

    /// <summary>The innermost resource around a node.</summary>
    public SchemaResource ResourceAround(int node) =>
        _resources.Values.Where(resource => resource.Node <= node && node < Tape.Next(resource.Node)).MaxBy(resource => resource.Node)!;

    /// <summary>For messages: a pointer into the schema being compiled, or a URI with one.</summary>
    public string Describe(int node)
    {
        var pointer = TapePointer.To(Tape, JsonTape.Root, node);
        return IsRoot ? pointer : $"{Uri}#{pointer}";
    }
}
