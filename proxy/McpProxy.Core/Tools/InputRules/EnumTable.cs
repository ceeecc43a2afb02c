using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace McpProxy.Tools.InputRules;

/// <summary>Finds the allowed text that another one means: case does not matter, nor which of <c>-</c>, <c>_</c> and a space stands between words.</summary>
internal sealed class EnumTable
{
    private const int MaxOnStack = 256;

    private readonly FrozenDictionary<string, (string Text, byte[] Json)> _values;
    private readonly FrozenDictionary<string, (string Text, byte[] Json)>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _longest;

    /// <param name="texts">The allowed texts. Those that mean the same are found by nobody: it could not be said which was meant.</param>
    public EnumTable(IReadOnlyList<string> texts)
    {
        _values = texts.Distinct(StringComparer.Ordinal).GroupBy(Fold, StringComparer.Ordinal).Where(g => g.Count() == 1)
            .ToFrozenDictionary(g => g.Key, g => (g.Single(), ToJson(g.Single())), StringComparer.Ordinal);
        _lookup = _values.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = texts.Max(t => t.Length);
    }

    /// <summary>Finds the allowed text, quoted as JSON.</summary>
    /// <param name="utf8">The text that was given.</param>
    /// <param name="json">The allowed one; empty when it was given exactly, or is not known.</param>
    public bool TryFind(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> json)
    {
        json = default;
        // A UTF-16 unit takes three bytes of UTF-8 at most.
        if (utf8.Length > _longest * 3L)
        {
            return false;
        }

        var rented = utf8.Length > MaxOnStack ? ArrayPool<char>.Shared.Rent(utf8.Length * 2) : null;
        var chars = rented ?? stackalloc char[MaxOnStack * 2];
        var text = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        var folded = chars.Slice(text.Length, text.Length);
        Fold(text, folded);
        if (_lookup.TryGetValue(folded, out var found) && !text.SequenceEqual(found.Text))
        {
            json = found.Json;
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return !json.IsEmpty;
    }

    private static string Fold(string text) => string.Create(text.Length, text, static (folded, text) => Fold(text, folded));

    private static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = text[i] is '-' or ' ' ? '_' : char.ToUpperInvariant(text[i]);
        }
    }

    private static byte[] ToJson(string text) => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
}
