using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Tools.Compilation;

/// <summary>A parsed parameter type: <c>string</c>, <c>integer[]</c>, <c>string!</c>.</summary>
/// <param name="Type">JSON type name.</param>
/// <param name="Items">JSON type of the items when written with <c>[]</c>.</param>
/// <param name="Required">Whether it ends in <c>!</c>.</param>
internal sealed record ShortType(string Type, string? Items, bool Required)
{
    public static IReadOnlyList<string> Names { get; } = ["string", "integer", "number", "boolean", "object", "array"];

    /// <summary>Parses <c>type[[]][!]</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ShortType? type)
    {
        type = null;
        var rest = text.Trim();
        var required = rest.EndsWith('!');
        rest = required ? rest[..^1] : rest;
        var array = rest.EndsWith("[]", StringComparison.Ordinal);
        rest = array ? rest[..^2] : rest;
        if (!Names.Contains(rest, StringComparer.Ordinal))
        {
            return false;
        }

        type = array ? new ShortType("array", rest, required) : new ShortType(rest, null, required);
        return true;
    }
}
