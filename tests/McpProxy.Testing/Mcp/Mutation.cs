using System.Text;

namespace McpProxy.Testing.Mcp;

/// <summary>Makes messages wrong: bytes changed, cut out, doubled, or replaced by what parsers find hard.</summary>
internal static class Mutation
{
    private static readonly string[] Hard =
    [
        "null", "true", "[]", "{}", "[[[[[[[[", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "1e999", "-0", "9223372036854775808", "1.0", ",", ":", "}", "]", "\"id\":1,",
        "\"name\":\"slow\",", "\"method\":\"ping\",", "\\", "\u2028", "\u00e9", "\"_meta\":{},", "\"params\":[],", "\"jsonrpc\":\"2.0\",",
    ];

    /// <summary>A changed copy of a message; sometimes an unchanged one.</summary>
    public static byte[] Of(byte[] message, Random random)
    {
        var bytes = new List<byte>(message);
        for (var changes = random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Hard[random.Next(Hard.Length)]));
                break;
            default:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Hard[random.Next(Hard.Length)]));
                break;
        }
    }
}
