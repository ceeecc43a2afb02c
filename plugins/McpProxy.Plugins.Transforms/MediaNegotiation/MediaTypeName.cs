namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>What can be seen of the name of a media type.</summary>
internal static class MediaTypeName
{
    /// <summary>What anything is called in a list of types.</summary>
    public const string Any = "*/*";

    public const string Json = "application/json";

    /// <summary>What clients call a body of which nobody has told them more.</summary>
    private static readonly string[] _generic = [Json, "text/json", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded"];

    /// <summary>The name without parameters.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> type)
    {
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim();
    }

    /// <summary>Whether a type is a vendor's own, of JSON or text: who names it has chosen it, and its version.</summary>
    public static bool IsVendored(ReadOnlySpan<char> type) =>
        type.StartsWith("application/vnd.", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/vnd.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the type of a body says no more than a client says by itself, so that a better name may take its place.</summary>
    public static bool IsGeneric(ReadOnlySpan<char> contentType)
    {
        var name = Of(contentType);
        foreach (var generic in _generic)
        {
            if (name.Equals(generic, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return name.IsEmpty;
    }

    /// <summary>Whether a text is <c>type/subtype</c>, without parameters.</summary>
    public static bool IsType(string text) =>
        text.Split('/') is [var type, var subtype] && HeaderRules.IsName(type) && HeaderRules.IsName(subtype) && !text.Contains('*', StringComparison.Ordinal);
}
