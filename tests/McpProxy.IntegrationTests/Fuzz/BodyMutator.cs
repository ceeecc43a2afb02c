using System.Text;

namespace McpProxy.IntegrationTests.Fuzz;

/// <summary>Makes broken and hostile bodies out of good ones. The same seed makes the same bodies.</summary>
internal sealed class BodyMutator(int seed)
{
    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\u002e\\u002e", "null", "true", "-0", "1e999", "9007199254740993", "0.1e-400", "\u00ff", "\r\n", "\0", "..", "/",
        "%2e%2e%2f", "//evil.example/", "\"arguments\":", "\"name\":", "\"id\":", "\"method\":\"tools/list\",", "\"_meta\":{}", "\"jsonrpc\":\"1.0\",", "\"__proto__\":1,",
        "[[[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "X-Evil: 1\\r\\nX: y", "\"profileId\":\"x\",\"profileId\":\"y\",",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next(string good)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(good));
        for (var edits = _random.Next(1, 5); edits > 0; edits--)
        {
            Edit(bytes);
        }

        return [.. bytes];
    }

    private void Edit(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(6))
        {
            case 0:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)]));
                break;
            case 1 when bytes.Count > 1:
                bytes.RemoveRange(Math.Min(at, bytes.Count - 1), Math.Min(_random.Next(1, 12), bytes.Count - Math.Min(at, bytes.Count - 1)));
                break;
            case 2 when bytes.Count > 1:
                bytes[Math.Min(at, bytes.Count - 1)] = (byte)_random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.Take(_random.Next(40)).ToArray());
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(new string((char)_random.Next(32, 0xD7FF), _random.Next(1, 300))));
                break;
        }
    }
}
