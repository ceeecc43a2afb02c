using System.Globalization;
using System.Text;

namespace McpProxy.Tools.Schema.Patterns;

/// <summary>How often a term may repeat.</summary>
/// <param name="Least">At least.</param>
/// <param name="Most">At most; <see cref="int.MaxValue"/> for no limit.</param>
/// <param name="IsLazy">Whether fewer are tried first.</param>
internal readonly record struct EcmaQuantifier(int Least, int Most, bool IsLazy)
{
    /// <summary>Reads a quantifier; null, and nothing read, where there is none. A brace that starts no repetition is only a brace.</summary>
    public static EcmaQuantifier? TryRead(ref EcmaCursor cursor)
    {
        (int Least, int Most)? bounds;
        switch (cursor.Peek)
        {
            case '*' or '+' or '?':
                bounds = cursor.TakeCodePoint() switch
                {
                    '*' => (0, int.MaxValue),
                    '+' => (1, int.MaxValue),
                    _ => (0, 1),
                };
                break;
            case '{':
                bounds = TryReadBraces(ref cursor);
                break;
            default:
                return null;
        }

        return bounds is var (least, most) ? new(least, most, cursor.TryTake("?")) : null;
    }

    public void WriteTo(StringBuilder output)
    {
        var most = Most == int.MaxValue ? "" : Most.ToString(CultureInfo.InvariantCulture);
        output.Append('{').Append(Least).Append(',').Append(most).Append('}').Append(IsLazy ? "?" : "");
    }

    private static (int Least, int Most)? TryReadBraces(ref EcmaCursor cursor)
    {
        var start = cursor.Position;
        cursor.TryTake("{");
        var least = cursor.TakeNumber();
        var most = cursor.TryTake(",") ? cursor.TakeNumber() ?? int.MaxValue : least;
        if (least is null || most is null || !cursor.TryTake("}"))
        {
            cursor.Position = start;
            return null;
        }

        return most >= least
            ? (least.Value, most.Value)
            : throw new EcmaSyntaxException($"the repetition {{{least},{most}}} ends below its start");
    }
}
