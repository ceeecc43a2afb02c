using System.Text;

namespace McpProxy.Tools.Schema.Formats.Idna;

/// <summary>The encoding of RFC 3492 with the parameters of section 5.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int Least = 1;
    private const int Most = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int FirstBias = 72;
    private const int FirstCodePoint = 128;
    private const int MaxCodePoint = 0x10FFFF;
    private const char Delimiter = '-';

    /// <param name="text">Lower-case ASCII, without the prefix.</param>
    /// <param name="codePoints">What it stands for.</param>
    public static bool TryDecode(string text, out List<int> codePoints)
    {
        var delimiter = text.LastIndexOf(Delimiter);
        codePoints = [.. text[..Math.Max(delimiter, 0)].Select(letter => (int)letter)];
        var (codePoint, index, bias) = (FirstCodePoint, 0, FirstBias);
        for (var position = delimiter + 1; position < text.Length;)
        {
            var before = index;
            if (!TryReadNumber(text, ref position, bias, ref index))
            {
                return false;
            }

            var count = codePoints.Count + 1;
            bias = Adapt(index - before, count, isFirst: before == 0);
            codePoint += index / count;
            index %= count;
            if (codePoint > MaxCodePoint || codePoint is >= 0xD800 and <= 0xDFFF)
            {
                return false;
            }

            codePoints.Insert(index++, codePoint);
        }

        return true;
    }

    public static string Encode(IReadOnlyList<int> codePoints)
    {
        var output = new StringBuilder();
        foreach (var basic in codePoints.Where(codePoint => codePoint < FirstCodePoint))
        {
            output.Append((char)basic);
        }

        var written = output.Length;
        var basicCount = written;
        if (basicCount > 0)
        {
            output.Append(Delimiter);
        }

        var (codePoint, delta, bias) = (FirstCodePoint, 0L, FirstBias);
        while (written < codePoints.Count)
        {
            var next = codePoints.Where(other => other >= codePoint).Min();
            delta += (long)(next - codePoint) * (written + 1);
            codePoint = next;
            foreach (var current in codePoints)
            {
                if (current < codePoint)
                {
                    delta++;
                }
                else if (current == codePoint)
                {
                    WriteNumber(output, delta, bias);
                    bias = Adapt(delta, written + 1, isFirst: written == basicCount);
                    delta = 0;
                    written++;
                }
            }

            delta++;
            codePoint++;
        }

        return output.ToString();
    }

    private static bool TryReadNumber(string text, ref int position, int bias, ref int index)
    {
        long value = index;
        long weight = 1;
        for (var k = Base; ; k += Base)
        {
            var digit = position < text.Length ? DigitOf(text[position++]) : -1;
            value += digit * weight;
            if (digit < 0 || value > int.MaxValue)
            {
                return false;
            }

            var threshold = Threshold(k, bias);
            if (digit < threshold)
            {
                index = (int)value;
                return true;
            }

            weight = Math.Min(weight * (Base - threshold), int.MaxValue);
        }
    }

    private static void WriteNumber(StringBuilder output, long number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (number < threshold)
            {
                output.Append(LetterOf((int)number));
                return;
            }

            output.Append(LetterOf((int)(threshold + ((number - threshold) % (Base - threshold)))));
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, Least, Most);

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - Least) * Most / 2; k += Base)
        {
            delta /= Base - Least;
        }

        return k + (int)((Base - Least + 1) * delta / (delta + Skew));
    }

    private static int DigitOf(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a',
        >= '0' and <= '9' => letter - '0' + 26,
        _ => -1,
    };

    private static char LetterOf(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
