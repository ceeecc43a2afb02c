namespace McpProxy.Tools.Binding;

/// <summary>What can be told from the name of a media type.</summary>
internal static class MediaTypes
{
    /// <summary><c>application/json</c> and anything with <c>+json</c>, parameters aside.</summary>
    public static bool IsJson(string? type)
    {
        var bare = type.AsSpan();
        var semicolon = bare.IndexOf(';');
        bare = (semicolon < 0 ? bare : bare[..semicolon]).Trim();
        return bare.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
