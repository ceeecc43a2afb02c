using System.Text.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>A value to bind: a node of the caller's arguments or of a constant. The default is "absent".</summary>
internal readonly struct ArgumentValue(JsonTape tape, int node)
{
    private readonly JsonTape? _tape = tape;

    public bool IsPresent => _tape is not null;

    public JsonTape Tape => _tape!; // callers ask IsPresent first

    public int Node { get; } = node;

    public JsonTokenType Kind => Tape.Kind(Node);

    public ReadOnlyMemory<byte> Raw => Tape.Raw(Node);

    public ArgumentValue At(int node) => new(Tape, node);

    /// <summary>The value as plain text: strings undone of quotes and escapes, everything else as its JSON.</summary>
    public string ToText() => Kind is JsonTokenType.String or JsonTokenType.PropertyName
        ? Tape.GetString(Node)
        : System.Text.Encoding.UTF8.GetString(Raw.Span);
}
