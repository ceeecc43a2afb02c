namespace McpProxy.Tools.Binding;

/// <summary>What can be told from the name of a media type.</summary>
internal static class MediaTypes
{
    /// <summary><c>application/json</c> and anything with <c>+json</c>, parameters aside.</summary>
    public static bool IsJson(string? type)
    {
        var bare = Bare(type);
        return bare.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether no text can be meant: pictures, sound, films, archives and plain bytes.</summary>
    public static bool IsBinary(string? type)
    {
        var bare = Bare(type);
        return (bare.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !bare.EndsWith("+xml", StringComparison.OrdinalIgnoreCase))
            || bare.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("application/pdf", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("application/zip", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("application/gzip", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Bare(string? type)
    {
        var bare = type.AsSpan();
        var semicolon = bare.IndexOf(';');
        return (semicolon < 0 ? bare : bare[..semicolon]).Trim();
    }
}
