using System.Globalization;
using System.Text;

namespace McpProxy.Benchmarks.Micro;

/// <summary>JSON arrays of one size and of different kinds, to measure what reads or skips them.</summary>
internal static class JsonBodies
{
    public static readonly string[] Kinds = ["amc", "nested", "escapes", "text", "strings", "numbers", "pretty", "mixed", "empties"];

    /// <summary>Makes an array.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="length">About how many bytes.</param>
    public static byte[] Make(string kind, int length)
    {
        var json = new StringBuilder("[", length + 4096);
        for (var i = 0; json.Length < length; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(Item(kind, i));
        }

        return Encoding.UTF8.GetBytes(json.Append(']').ToString());
    }

    /// <summary>One element.</summary>
    public static string Item(string kind, int i) => kind switch
    {
        "amc" => string.Create(CultureInfo.InvariantCulture, $$"""{"workflowId":"wf-{{i}}","name":"Daily reach and frequency, region {{i % 7}}","status":"ACTIVE","createdAt":"2026-05-{{(i % 28) + 1:00}}T10:{{i % 60:00}}:00Z","sqlQuery":"SELECT campaign, SUM(impressions) AS impressions FROM dsp_impressions WHERE advertiser = {{i}} GROUP BY campaign","inputParameters":[{"name":"start","dataType":"DATE","defaultValue":"2026-01-01","columnType":"DIMENSION"},{"name":"end","dataType":"DATE","defaultValue":"2026-01-31","columnType":"DIMENSION"}],"filteredMetricsDiscriminatorColumn":null}"""),
        "nested" => string.Concat(Enumerable.Repeat("{\"a\":[", 20)) + i.ToString(CultureInfo.InvariantCulture) + string.Concat(Enumerable.Repeat("]}", 20)),
        "escapes" => "\"" + string.Concat(Enumerable.Repeat("{\\\"key\\\": \\\"C:\\\\\\\\temp\\\\n\\\"} ", 40)) + "\"",
        "text" => "\"" + string.Concat(Enumerable.Repeat("Lorem ipsum dolor sit amet, consectetur adipiscing elit. ", 100)) + "\"",
        "strings" => "\"" + new string('x', 200) + "\"",
        "numbers" => (i * 7919L % 1_000_003).ToString(CultureInfo.InvariantCulture),
        "pretty" => string.Create(CultureInfo.InvariantCulture, $"\n    {{\n        \"id\": {i},\n        \"name\": \"Item {i}\",\n        \"price\": {{\n            \"amount\": {i % 1000}.50,\n            \"currency\": \"EUR\"\n        }}\n    }}"),
        "mixed" => (i * 7919 % 6) switch { 0 => "{}", 1 => "[1,2]", 2 => "\"some text\"", 3 => "{\"a\":{\"b\":[1,{}]}}", 4 => "null", _ => "123" },
        "empties" => "{}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
