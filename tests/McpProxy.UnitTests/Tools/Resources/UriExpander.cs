using System.Text;

namespace McpProxy.UnitTests.Tools.Resources;

/// <summary>Expands URI templates of level 3, step by step as RFC 6570 section 3.2 has it; written without a look at the reader it tests.</summary>
internal static class UriExpander
{
    public static string Expand(string template, IReadOnlyDictionary<string, string[]> values)
    {
        var output = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                output.Append(template[i]);
                continue;
            }

            var close = template.IndexOf('}', i);
            ExpandOne(output, template[(i + 1)..close], values);
            i = close;
        }

        return output.ToString();
    }

    private static void ExpandOne(StringBuilder output, string expression, IReadOnlyDictionary<string, string[]> values)
    {
        var (first, separator, named, ifEmpty, reserved) = expression[0] switch
        {
            '+' => ("", ",", false, "", true),
            '#' => ("#", ",", false, "", true),
            '.' => (".", ".", false, "", false),
            '/' => ("/", "/", false, "", false),
            ';' => (";", ";", true, "", false),
            '?' => ("?", "&", true, "=", false),
            '&' => ("&", "&", true, "=", false),
            _ => ("", ",", false, "", false),
        };
        var names = "+#./;?&".Contains(expression[0], StringComparison.Ordinal) ? expression[1..] : expression;
        var defined = names.Split(',').Where(values.ContainsKey).ToArray();
        for (var i = 0; i < defined.Length; i++)
        {
            output.Append(i == 0 ? first : separator);
            var value = string.Join(',', values[defined[i]].Select(v => Encode(v, reserved)));
            if (named)
            {
                output.Append(defined[i]).Append(value.Length == 0 ? ifEmpty : "=");
            }

            output.Append(value);
        }
    }

    private static string Encode(string value, bool reserved)
    {
        var output = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            var character = (char)octet;
            var stays = char.IsAsciiLetterOrDigit(character) || "-._~".Contains(character, StringComparison.Ordinal)
                || (reserved && ":/?#[]@!$&'()*+,;=".Contains(character, StringComparison.Ordinal));
            output.Append(stays ? character : $"%{octet:X2}");
        }

        return output.ToString();
    }
}
