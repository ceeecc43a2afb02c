using System.Text;

namespace McpProxy.UnitTests.Tools.Schema;

/// <summary>Random JSON texts from a fixed seed, rich in the awkward parts: escapes, odd numbers, deep nesting, empty containers.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Numbers = ["0", "-0", "1", "-17", "1.0", "1e2", "1E-7", "0.1", "9007199254740993", "1e400", "123456789012345678901234567890"];
    private static readonly string[] Letters = ["a", "b", "é", "€", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\ud83d\\ude00", " "];
    private static readonly string[] Space = ["", "", "", " ", "\n\t"];
    private static readonly byte[] Tokens = Encoding.UTF8.GetBytes("{}[]\":,\\0-1.eutfn ");

    private readonly Random _random = new(seed);

    public string Text()
    {
        var text = new StringBuilder();
        Value(text, depth: 0);
        return text.ToString();
    }

    /// <summary>Cuts, overwrites, inserts or repeats a few bytes; sometimes nothing.</summary>
    public byte[] Damage(byte[] json)
    {
        var damaged = json.ToList();
        for (var times = _random.Next(3); times > 0 && damaged.Count > 0; times--)
        {
            var at = _random.Next(damaged.Count);
            switch (_random.Next(5))
            {
                case 0:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 1:
                    damaged[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    damaged[at] = Tokens[_random.Next(Tokens.Length)];
                    break;
                case 3:
                    damaged.Insert(at, Tokens[_random.Next(Tokens.Length)]);
                    break;
                default:
                    damaged.RemoveAt(at);
                    break;
            }
        }

        return [.. damaged];
    }

    private void Value(StringBuilder text, int depth)
    {
        text.Append(Pick(Space));
        switch (_random.Next(depth > 6 ? 5 : 8))
        {
            case 0:
                text.Append(Pick(["true", "false", "null"]));
                break;
            case 1 or 2:
                text.Append(Pick(Numbers));
                break;
            case 3 or 4:
                text.Append('"').Append(Word()).Append('"');
                break;
            case 5:
                Items(text, '[', ']', Size(), _ => Value(text, depth + 1));
                break;
            default:
                Items(text, '{', '}', Size(), i => Member(text, i, depth));
                break;
        }

        text.Append(Pick(Space));
    }

    private void Member(StringBuilder text, int index, int depth)
    {
        // The number keeps names apart; the word makes their escapes and lengths differ.
        text.Append('"').Append(Word()).Append(index).Append("\":");
        Value(text, depth + 1);
    }

    private static void Items(StringBuilder text, char open, char close, int count, Action<int> write)
    {
        text.Append(open);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            write(i);
        }

        text.Append(close);
    }

    private int Size() => _random.Next(20) == 0 ? _random.Next(10, 40) : _random.Next(5);

    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => Pick(Letters)));

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
