using System.Text;
using System.Text.Json;

namespace McpProxy.UnitTests.Shaping.Continuation;

/// <summary>Random JSON with all that makes it hard to skip: escapes, brackets in strings, white space, empty containers.</summary>
internal static class SomeJson
{
    private static readonly string[] Strings = ["", "a", "]}", "\\", "\"", "\\\"", ",", "[{", "é漢😀", "a/b~c", "\\\\\\", "0"];

    public static string Create(Random random)
    {
        var text = new StringBuilder();
        Write(text, random, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Random random, int depth)
    {
        Space(text, random);
        switch (random.Next(depth > 4 ? 3 : 6))
        {
            case 0:
                text.Append(random.Next(3) switch { 0 => "null", 1 => "true", _ => "-12.5e+3" });
                break;
            case 1:
                text.Append(random.Next(100_000));
                break;
            case 2:
                text.Append(JsonSerializer.Serialize(Strings[random.Next(Strings.Length)] + Strings[random.Next(Strings.Length)]));
                break;
            case 3:
                Container(text, random, depth, '{', '}');
                break;
            default:
                Container(text, random, depth, '[', ']');
                break;
        }

        Space(text, random);
    }

    private static void Container(StringBuilder text, Random random, int depth, char open, char close)
    {
        text.Append(open);
        Space(text, random);
        var count = random.Next(6);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            if (open == '{')
            {
                Space(text, random);
                text.Append(JsonSerializer.Serialize(Strings[i * 2] + i)).Append(':');
            }

            Write(text, random, depth + 1);
        }

        text.Append(close);
    }

    private static void Space(StringBuilder text, Random random)
    {
        if (random.Next(4) == 0)
        {
            text.Append(random.Next(3) switch { 0 => " ", 1 => "\r\n", _ => "\t  " });
        }
    }
}
