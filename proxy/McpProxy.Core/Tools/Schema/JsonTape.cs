using System.Text.Json;

namespace McpProxy.Tools.Schema;

/// <summary>
/// A flat index over one JSON text: where each value starts, how long it is, and which node follows it. One pass with
/// <see cref="Utf8JsonReader"/> into pooled arrays; no objects per value. Validation and binding walk it by node number.
/// An object's children alternate name, value, name, value; an array's are its items.
/// </summary>
internal sealed class JsonTape : IDisposable
{
    /// <summary>Number of the root value.</summary>
    public const int Root = 0;

    /// <summary>Indexes <paramref name="json"/>, which must stay unchanged until the tape is disposed.</summary>
    /// <exception cref="JsonException">The text is not one JSON value, is nested deeper than <paramref name="maxDepth"/>, or repeats a property name.</exception>
    public static JsonTape Parse(ReadOnlyMemory<byte> json, int maxDepth) => throw new NotSupportedException();

    /// <summary>The kind of a value; <see cref="JsonTokenType.PropertyName"/> for a name.</summary>
    public JsonTokenType Kind(int node) => throw new NotSupportedException();

    /// <summary>The node after this value and all inside it.</summary>
    public int Next(int node) => throw new NotSupportedException();

    /// <summary>The number of items of an array or members of an object.</summary>
    public int Count(int node) => throw new NotSupportedException();

    /// <summary>The bytes of the value as they stand in the text, with quotes and brackets.</summary>
    public ReadOnlyMemory<byte> Raw(int node) => throw new NotSupportedException();

    /// <summary>Whether a string or name holds escapes; if not, its text is <see cref="Raw"/> without the quotes.</summary>
    public bool HasEscapes(int node) => throw new NotSupportedException();

    /// <summary>Whether a name or string equals UTF-8 text, escapes undone.</summary>
    public bool TextEquals(int node, ReadOnlySpan<byte> utf8) => throw new NotSupportedException();

    /// <summary>The text of a string or name as UTF-16, escapes undone.</summary>
    public string GetString(int node) => throw new NotSupportedException();

    /// <summary>Finds a member's value.</summary>
    public bool TryGetProperty(int node, ReadOnlySpan<byte> name, out int value) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
