using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Reads the media type out of an id. Immutable; reading allocates nothing.</summary>
internal sealed class ExportIdTypes(ExportIdOptions options)
{
    /// <summary>Far more than a uuid and a suffix.</summary>
    private const int LongestId = 256;

    private readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _types = options.Types
        .ToFrozenDictionary(t => t.Key, t => new[] { t.Value }, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string[] _otherwise = options.Otherwise is { } otherwise ? [otherwise] : [];

    /// <summary>The type that an id stands for, as a list of preferred types.</summary>
    public ReadOnlySpan<string> Of(ReadOnlySpan<char> id)
    {
        Span<byte> bytes = stackalloc byte[LongestId];
        if (id.Length > LongestId || Base64Url.DecodeFromChars(id, bytes, out _, out var written) != OperationStatus.Done)
        {
            return _otherwise;
        }

        var text = bytes[..written];
        var comma = text.LastIndexOf((byte)',');
        Span<char> suffix = stackalloc char[LongestId];
        return comma >= 0 && Encoding.UTF8.TryGetChars(text[(comma + 1)..], suffix, out var length) && _types.TryGetValue(suffix[..length], out var types)
            ? types
            : _otherwise;
    }
}
