using System.Text.Json;
using McpProxy.Tools.Schema.Evaluation;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>One schema object as the keywords read it while they are compiled.</summary>
internal sealed class SubschemaSource(SchemaCompiler compiler, SchemaLocation location)
{
    public SchemaCompilerOptions Options => compiler.Options;

    public Dialect Dialect => location.Resource.Dialect;

    public JsonTape Tape => location.Resource.Document.Tape;

    /// <summary>Finds a keyword of the validation vocabulary.</summary>
    public bool TryGetAssertion(ReadOnlySpan<byte> keyword, out int value) => TryGet(Vocabularies.Validation, keyword, out value);

    /// <summary>Finds a keyword of the applicator vocabulary.</summary>
    public bool TryGetApplicator(ReadOnlySpan<byte> keyword, out int value) => TryGet(Vocabularies.Applicator, keyword, out value);

    /// <summary>Finds a keyword, unless the schema's dialect has no such vocabulary.</summary>
    public bool TryGet(Vocabularies vocabulary, ReadOnlySpan<byte> keyword, out int value)
    {
        value = -1;
        return Dialect.Has(vocabulary) && Tape.TryGetProperty(location.Node, keyword, out value);
    }

    /// <summary>Reads an assertion that is a count: a non-negative integer, held at <see cref="long.MaxValue"/> where it is larger.</summary>
    /// <returns>Null when the keyword is absent, or wrong and reported.</returns>
    public long? Count(ReadOnlySpan<byte> keyword)
    {
        if (!TryGetAssertion(keyword, out var value))
        {
            return null;
        }

        if (Tape.Kind(value) == JsonTokenType.Number && JsonNumber.Parse(Tape.RawSpan(value)).TryGetCount(out var count))
        {
            return count;
        }

        Error(value, $"must be an integer of 0 or more, not {ValueText.Describe(Tape, value)}");
        return null;
    }

    /// <summary>Finds an assertion or applicator that must have a certain kind of value; reports it otherwise.</summary>
    public bool Expect(int value, JsonTokenType kind, string description)
    {
        if (Tape.Kind(value) == kind)
        {
            return true;
        }

        Error(value, $"must be {description}, not {ValueText.Describe(Tape, value)}");
        return false;
    }

    public IEnumerable<int> Items(int array)
    {
        for (var item = array + 1; item < Tape.Next(array); item = Tape.Next(item))
        {
            yield return item;
        }
    }

    /// <summary>The names of an object's members; each value is the node after its name.</summary>
    public IEnumerable<int> Names(int container)
    {
        for (var name = container + 1; name < Tape.Next(container); name = Tape.Next(name + 1))
        {
            yield return name;
        }
    }

    /// <summary>Reads an array of strings; reports what is not.</summary>
    public IReadOnlyList<string> Texts(int value)
    {
        if (!Expect(value, JsonTokenType.StartArray, "an array of strings"))
        {
            return [];
        }

        return [.. Items(value).Where(item => Expect(item, JsonTokenType.String, "a string")).Select(Tape.GetString)];
    }

    /// <summary>The compiled schema at a node of this document; reports a node that is none.</summary>
    public SchemaNode Subschema(int node) => compiler.NodeFor(new(location.Resource, node));

    /// <summary>Reads a non-empty array of schemas.</summary>
    public SchemaNode[] Subschemas(int value)
    {
        if (!Expect(value, JsonTokenType.StartArray, "a non-empty array of schemas"))
        {
            return [];
        }

        if (Tape.Count(value) == 0)
        {
            Error(value, "must be a non-empty array of schemas; remove it or give it a schema");
        }

        return [.. Items(value).Select(Subschema)];
    }

    /// <summary>Reads an object whose values are schemas.</summary>
    public IReadOnlyList<(string Name, SchemaNode Schema)> SubschemaMap(int value)
    {
        if (!Expect(value, JsonTokenType.StartObject, "an object of schemas"))
        {
            return [];
        }

        return [.. Names(value).Select(name => (Tape.GetString(name), Subschema(name + 1)))];
    }

    /// <summary>Notes that some <c>$dynamicRef</c> looks for this anchor.</summary>
    public void UseDynamicAnchor(string anchor) => compiler.UseDynamicAnchor(anchor);

    /// <summary>Follows a reference; reports one that leads nowhere.</summary>
    public ReferenceTarget? Resolve(int value) =>
        Expect(value, JsonTokenType.String, "a URI reference") ? compiler.Resolve(location.Resource, value) : null;

    public void Error(int node, string message) => compiler.Error(location.Resource.Document, node, message);
}
