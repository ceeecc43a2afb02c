using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Caching;

/// <summary>
/// All that options say, as a text to compare: of every property its value, in the order of the type. A serializer would do, but it compiles some two
/// hundred methods for these few values, at each start.
/// </summary>
internal static class OptionsText
{
    public static string Of(object options)
    {
        var text = new StringBuilder();
        Append(text, options);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case JsonElement json:
                AppendText(text, json.GetRawText());
                break;
            case string or IFormattable or bool:
                AppendText(text, Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case IDictionary map:
                AppendAll(text, map.Keys);
                AppendAll(text, map.Values);
                break;
            case IEnumerable list:
                AppendAll(text, list);
                break;
            default:
                AppendAll(text, value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.GetValue(value)));
                break;
        }
    }

    private static void AppendAll(StringBuilder text, IEnumerable values)
    {
        text.Append('(');
        foreach (var value in values)
        {
            Append(text, value);
        }

        text.Append(')');
    }

    /// <summary>With its length before it, so that no text can be taken for the end of another.</summary>
    private static void AppendText(StringBuilder text, string value) => text.Append(value.Length).Append(':').Append(value);
}
