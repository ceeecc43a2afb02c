namespace McpProxy.Plugins.OpenApi;

/// <summary>Texts of documents and of their names as messages repeat them.</summary>
internal static class Excerpt
{
    /// <summary>The text, or its beginning.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters are repeated.</param>
    public static string Of(string text, int most = 100) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
}
