using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>Says what stands in a section, for "got …" in messages.</summary>
internal static class Came
{
    private const int LongestQuote = 60;

    public static string Describe(IConfigurationSection section)
    {
        if (section.Value is not { } text || section.GetChildren().Any())
        {
            return DescribeShape(section);
        }

        return text.Length <= LongestQuote ? $"'{text}'" : $"'{text[..LongestQuote]}…'";
    }

    /// <summary>As <see cref="Describe"/>, without ever quoting the value.</summary>
    public static string DescribeShape(IConfigurationSection section)
    {
        var keys = section.GetChildren().Select(c => c.Key).ToList();
        return keys.Count == 0
            ? section.Value is null ? "nothing" : "a text"
            : keys.TrueForAll(k => int.TryParse(k, out _)) ? "an array" : "an object";
    }
}
