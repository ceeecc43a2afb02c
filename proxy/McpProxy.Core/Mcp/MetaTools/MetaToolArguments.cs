using System.Text.Json;

namespace McpProxy.Mcp.MetaTools;

/// <summary>Reads arguments that fit the schema of their tool.</summary>
internal static class MetaToolArguments
{
    /// <summary>A text; null when it is left out.</summary>
    /// <exception cref="ProxyErrorException">It holds half a surrogate pair, which JSON can write and text cannot be.</exception>
    public static string? Text(JsonElement arguments, string name) => arguments.TryGetProperty(name, out var value) ? Read(value, name) : null;

    /// <summary>A text that the schema requires.</summary>
    /// <exception cref="ProxyErrorException">As above.</exception>
    public static string RequiredText(JsonElement arguments, string name) => Read(arguments.GetProperty(name), name);

    /// <summary>The texts of an array; none when it is left out.</summary>
    /// <exception cref="ProxyErrorException">As above.</exception>
    public static List<string> Texts(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(v => Read(v, name))] : [];

    private static string Read(JsonElement value, string name)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new ProxyErrorException(new(ProxyErrorKind.InvalidArguments, "not_text", $"The argument '{name}' is not text: it holds half a surrogate pair."));
        }
    }
}
