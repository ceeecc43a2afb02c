namespace AdsSimulator.Captures;

/// <summary>A request as it arrived, kept for tests that look for what must not have been sent.</summary>
/// <param name="Number">Counts up from 1 since the start; requests may be kept in another order than they arrived in.</param>
/// <param name="Method">The method as sent.</param>
/// <param name="RawTarget">The request target as sent, with every prefix and the query.</param>
/// <param name="Path">The decoded path, prefixes included.</param>
/// <param name="Headers">Name and value of every header line.</param>
/// <param name="Body">The body, one character per byte (ISO 8859-1), so that no byte is lost and text can be searched.</param>
/// <param name="BodyBytes">The length of the whole body, of which at most <see cref="RequestCaptures.MaxBodyBytes"/> are kept.</param>
public sealed record CapturedRequest(long Number, string Method, string RawTarget, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, long BodyBytes)
{
    /// <summary>The values of a header, joined with commas; null when it was not sent.</summary>
    /// <param name="name">Its name in any case.</param>
    public string? Header(string name)
    {
        var values = Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
        return values.Count == 0 ? null : string.Join(",", values);
    }

    /// <summary>Whether a text is anywhere in the target, a header or the body.</summary>
    /// <param name="text">Compared byte for byte.</param>
    public bool Contains(string text) =>
        RawTarget.Contains(text, StringComparison.Ordinal)
        || Path.Contains(text, StringComparison.Ordinal)
        || Body.Contains(text, StringComparison.Ordinal)
        || Headers.Any(h => h.Key.Contains(text, StringComparison.OrdinalIgnoreCase) || h.Value.Contains(text, StringComparison.Ordinal));
}
