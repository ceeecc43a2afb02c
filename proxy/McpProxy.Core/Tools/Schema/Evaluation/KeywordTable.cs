using System.Text.Json;
using McpProxy.Tools.Schema.Keywords;

namespace McpProxy.Tools.Schema.Evaluation;

/// <summary>
/// The keywords of a schema sorted by the kind of value they look at, so that a string never meets the keywords for arrays,
/// and a plain <c>{"type":"string"}</c> is done when its kind is known.
/// </summary>
internal sealed class KeywordTable
{
    private const int SlotCount = 6;

    private static readonly ValueKinds[] SlotKinds =
        [ValueKinds.Object, ValueKinds.Array, ValueKinds.String, ValueKinds.Number, ValueKinds.Boolean, ValueKinds.Null];

    /// <summary>Most schemas of tool arguments are a type and a description; they all share these.</summary>
    private static readonly KeywordTable[] TypeOnly =
        [.. Enumerable.Range(0, (int)ValueKinds.Any + 1).Select(types => new KeywordTable((ValueKinds)types))];

    private readonly Keyword[][] _slots = new Keyword[SlotCount][];

    private KeywordTable(ValueKinds allowed)
    {
        var wrongType = new Keyword[] { new TypeKeyword(allowed) };
        for (var i = 0; i < SlotCount; i++)
        {
            // A number that must be an integer is the one case where the kind of a value says too little.
            _slots[i] = SlotKinds[i] == (SlotKinds[i] & allowed) ? [] : wrongType;
        }
    }

    private KeywordTable(ValueKinds allowed, IReadOnlyList<Keyword> keywords)
    {
        var types = TypeOnly[(int)allowed];
        for (var i = 0; i < SlotCount; i++)
        {
            // A value of the wrong type has one thing wrong with it; its other keywords would only repeat that.
            var isAllowed = (SlotKinds[i] & allowed) != ValueKinds.None;
            var applicable = isAllowed ? [.. keywords.Where(keyword => (keyword.Kinds & SlotKinds[i]) != ValueKinds.None)] : Array.Empty<Keyword>();
            _slots[i] = applicable.Length == 0 ? types._slots[i] : [.. types._slots[i], .. applicable];
        }
    }

    /// <summary>Slots by <see cref="JsonTokenType"/>; a property name is a string, as <c>propertyNames</c> sees it.</summary>
    private static ReadOnlySpan<byte> SlotByToken => [5, 0, 0, 1, 1, 2, 5, 2, 3, 4, 4, 5];

    public static KeywordTable Create(ValueKinds allowed, IReadOnlyList<Keyword> keywords) =>
        keywords.Count > 0 ? new(allowed, keywords) : TypeOnly[(int)allowed];

    public Keyword[] For(JsonTokenType kind) => _slots[SlotByToken[(int)kind]];
}
