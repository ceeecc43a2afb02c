using System.Buffers;
using System.Buffers.Text;

namespace McpProxy.Tools.Binding;

/// <summary>
/// Checks base64 before anything of it is sent: the standard alphabet with its padding (RFC 4648, section 4) and nothing else, so that
/// the length of the bytes is known from that of the text.
/// </summary>
internal static class Base64Text
{
    private const int Quantum = 4;

    private static readonly SearchValues<byte> _alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text as ASCII.</param>
    /// <param name="decodedLength">How many bytes it stands for.</param>
    /// <returns>Null, or what is wrong with it and where.</returns>
    public static string? Check(ReadOnlySpan<byte> text, out int decodedLength)
    {
        decodedLength = 0;
        var padding = text is [.., (byte)'=', (byte)'='] ? 2 : text is [.., (byte)'='] ? 1 : 0;
        if (text[..^padding].IndexOfAnyExcept(_alphabet) is var bad and >= 0)
        {
            return Describe(text[bad], bad);
        }

        if (text.Length % Quantum != 0)
        {
            return $"a file is given as base64, whose length is a multiple of 4; this one has {text.Length} characters: padding with '=' or the end of it is missing";
        }

        Span<byte> last = stackalloc byte[Quantum];
        if (padding > 0 && Base64.DecodeFromUtf8(text[^Quantum..], last, out _, out _) != OperationStatus.Done)
        {
            return $"a file is given as base64, and what stands from character {text.Length - Quantum + 1} on is none";
        }

        decodedLength = text.Length / Quantum * 3 - padding;
        return null;
    }

    private static string Describe(byte character, int index) => "a file is given as base64, and " + (character switch
    {
        (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' => $"character {index + 1} is a blank or line break: leave those out",
        (byte)'-' or (byte)'_' => $"character {index + 1} is '{(char)character}', of the URL-safe alphabet: use '+' and '/'",
        (byte)'=' => $"the padding begins at character {index + 1} already",
        > (byte)' ' and < 0x7F => $"character {index + 1} is '{(char)character}', which is not of its alphabet",
        _ => $"character {index + 1} is not of its alphabet",
    });
}
