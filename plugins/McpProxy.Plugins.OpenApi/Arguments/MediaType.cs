namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>What can be told from the name of a media type.</summary>
internal static class MediaType
{
    /// <summary><c>application/json</c>, anything with <c>+json</c>, and any type at all.</summary>
    public static bool IsJson(string type) => Bare(type) is var bare
        && (bare.Equals("application/json", StringComparison.OrdinalIgnoreCase) || bare.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    public static bool IsAny(string type) => Bare(type) is "*/*" or "*" or "application/*";

    public static bool IsForm(string type) => Bare(type).Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    public static bool IsMultipart(string type) => Bare(type).StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    public static bool IsText(string type) => Bare(type) is var bare
        && (bare.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || bare.EndsWith("/xml", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("+xml", StringComparison.OrdinalIgnoreCase) || bare.EndsWith("yaml", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("graphql", StringComparison.OrdinalIgnoreCase) || bare.EndsWith("json-seq", StringComparison.OrdinalIgnoreCase) || bare.EndsWith("ndjson", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith("jsonl", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it names one type and not a range of them.</summary>
    public static bool IsConcrete(string type) => !type.Contains('*', StringComparison.Ordinal) && Bare(type).Contains('/', StringComparison.Ordinal) && !type.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static string Bare(string type) => type.Split(';')[0].Trim();
}
