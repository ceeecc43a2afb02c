using System.Text.Json;

namespace McpProxy.Host.Cli.Imports;

/// <summary>
/// Which operations <c>--include</c> and <c>--exclude</c> mean: <c>tag:NAME</c>, a path (<c>/pets/*</c>), a method (<c>GET</c>), a method and a
/// path (<c>GET /pets/*</c>), else an <c>operationId</c>.
/// </summary>
internal static class OperationPattern
{
    private const string Tag = "tag:";

    private static readonly string[] _methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    /// <summary>Writes it as a filter of <c>Mcp:OpenApi:{name}:Select</c>.</summary>
    public static void Write(Utf8JsonWriter writer, string pattern)
    {
        var words = pattern.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        writer.WriteStartObject();
        if (pattern.StartsWith(Tag, StringComparison.OrdinalIgnoreCase))
        {
            WriteList(writer, "Tags", pattern[Tag.Length..]);
        }
        else if (words is [var method, ['/', ..] path] && IsMethod(method))
        {
            WriteList(writer, "Methods", method);
            WriteList(writer, "Paths", path);
        }
        else
        {
            WriteList(writer, IsMethod(pattern) ? "Methods" : pattern.StartsWith('/') ? "Paths" : "Operations", pattern);
        }

        writer.WriteEndObject();
    }

    /// <summary>In capitals only: <c>get</c> may be an operation.</summary>
    private static bool IsMethod(string text) => _methods.Contains(text);

    private static void WriteList(Utf8JsonWriter writer, string key, string value)
    {
        writer.WriteStartArray(key);
        writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
