namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>What can be seen of a media type, or of a list of them as <c>Accept</c> has it.</summary>
internal static class MediaTypeName
{
    /// <summary>Whether a type is a vendor's own, of JSON or text: somebody has chosen it, and its version.</summary>
    public static bool IsVendored(ReadOnlySpan<char> types) =>
        types.Contains("application/vnd.", StringComparison.OrdinalIgnoreCase) || types.Contains("text/vnd.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether anything would do.</summary>
    public static bool IsOpen(ReadOnlySpan<char> accept) => accept.IsWhiteSpace() || accept.Contains("*/*", StringComparison.Ordinal);

    /// <summary>Whether a body of a type has been given its form by whoever wrote it, so that another name for it would be wrong.</summary>
    public static bool IsFixed(ReadOnlySpan<char> contentType) =>
        IsVendored(contentType) || contentType.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is <c>type/subtype</c>, without parameters.</summary>
    public static bool IsType(string text) =>
        text.Split('/') is [var type, var subtype] && HeaderRules.IsName(type) && HeaderRules.IsName(subtype);
}
