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

    /// <summary>Whether a text of it, or a name or text in it, holds half of a surrogate pair: encoders would send U+FFFD instead.</summary>
    public bool HasLoneSurrogate
    {
        get
        {
            var end = Kind == JsonTokenType.PropertyName ? Node + 1 : Tape.Next(Node);
            for (var node = Node; node < end; node++)
            {
                if (Tape.Kind(node) is JsonTokenType.String or JsonTokenType.PropertyName && Tape.HasLoneSurrogate(node))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public ArgumentValue At(int node) => new(Tape, node);

    /// <summary>The value as plain text: strings undone of quotes and escapes, everything else as its JSON.</summary>
    public string ToText() => Kind is JsonTokenType.String or JsonTokenType.PropertyName
        ? Tape.GetString(Node)
        : System.Text.Encoding.UTF8.GetString(Raw.Span);
}
