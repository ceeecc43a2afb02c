namespace McpProxy.Context;

/// <summary>What ids and regions may look like: they go into headers, paths and logs of other systems.</summary>
internal static class ContextSyntax
{
    /// <summary>Longest id of an identity or a profile, in characters.</summary>
    public const int MaxIdLength = 256;

    /// <summary>Longest region.</summary>
    public const int MaxRegionLength = 32;

    /// <summary>Visible ASCII, no blanks.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxIdLength && !text.ContainsAnyExceptInRange('!', '~');

    /// <summary>Letters, digits, hyphen and underscore.</summary>
    public static bool IsRegion(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return text.Length is > 0 and <= MaxRegionLength;
    }

    /// <summary>Checks what a call says. Empty values say nothing: models fill optional arguments with them.</summary>
    /// <exception cref="ProxyErrorException">A value cannot be what it should be.</exception>
    public static void Check(RequestedContext requested)
    {
        requested.Identity = CheckId(requested.Identity, "identity");
        requested.Profile = CheckId(requested.Profile, "profile");
        requested.Region = Empty(requested.Region);
        requested.Handle = Empty(requested.Handle);
        if (requested.Region is { } region && !IsRegion(region))
        {
            throw ContextErrors.Invalid($"The region of the call is not a region: letters, digits, '-' and '_', at most {MaxRegionLength} characters.");
        }
    }

    private static string? CheckId(string? value, string what) =>
        Empty(value) is not { } id || IsId(id) ? Empty(value) : throw ContextErrors.Invalid($"The {what} of the call is not an id: visible ASCII characters without blanks, at most {MaxIdLength}.");

    private static string? Empty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
