using System.Buffers.Text;
using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary>The member of <c>_meta</c> by which a caller asks for progress.</summary>
internal static class ProgressToken
{
    /// <summary>Whether it is missing, or a string or an integer.</summary>
    public static bool IsFit(JsonSlice token) => token.Kind switch
    {
        JsonTokenType.None or JsonTokenType.Null or JsonTokenType.String => true,
        JsonTokenType.Number => IsInteger(token.Raw.Span),
        _ => false,
    };

    private static bool IsInteger(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out long _, out var length) && length == number.Length;
}
