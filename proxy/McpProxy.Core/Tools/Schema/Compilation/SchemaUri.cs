using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Tools.Schema.Compilation;

/// <summary>URI references as schemas use them.</summary>
internal static class SchemaUri
{
    /// <summary>The base of schemas that state none. Never shown and never resolvable.</summary>
    public static Uri Default { get; } = new("https://schema.invalid/");

    /// <summary>Resolves a reference against a base.</summary>
    /// <param name="baseUri">The base.</param>
    /// <param name="reference">The reference as written.</param>
    /// <param name="uri">The absolute URI without its fragment.</param>
    /// <param name="fragment">The fragment with its percent signs undone; empty when there is none.</param>
    public static bool TryResolve(Uri baseUri, string reference, [NotNullWhen(true)] out Uri? uri, out string fragment)
    {
        var mark = reference.IndexOf('#', StringComparison.Ordinal);
        fragment = mark < 0 ? "" : Uri.UnescapeDataString(reference[(mark + 1)..]);
        var rest = mark < 0 ? reference : reference[..mark];
        if (rest.Length == 0)
        {
            // Uri cannot resolve an empty reference against "urn:" and the like.
            uri = baseUri;
            return true;
        }

        return Uri.TryCreate(baseUri, rest, out uri) && uri.IsAbsoluteUri;
    }

    public static bool IsAnchorName(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
