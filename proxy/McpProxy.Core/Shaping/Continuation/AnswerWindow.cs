using System.Globalization;

namespace McpProxy.Shaping.Continuation;

/// <summary>The part of a list that a caller wants of the proxy. A feature of the exchange.</summary>
/// <param name="Offset">The first element.</param>
/// <param name="Limit">Elements at most; null for as many as the operator allows.</param>
internal sealed record AnswerWindow(long Offset, long? Limit)
{
    /// <summary>Offsets beyond are beyond every list, and exact in JSON numbers up to here.</summary>
    public const long MostOffset = 1L << 52;

    /// <summary>Takes the two arguments out of a query, so that the upstream does not see them.</summary>
    /// <param name="query">The query with its question mark, or empty.</param>
    /// <param name="names">How they are called.</param>
    /// <param name="rest">The query without them.</param>
    /// <param name="problem">What is wrong with them; null when nothing is.</param>
    /// <returns>What they say; null when they are not there.</returns>
    public static AnswerWindow? Take(string query, PagingRules names, out string rest, out string? problem)
    {
        problem = null;
        rest = query;
        long? offset = null, limit = null;
        var kept = new List<string>();
        foreach (var pair in query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            if (name != names.Offset && name != names.Limit)
            {
                kept.Add(pair);
            }
            else if (!long.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (name == names.Limit && number == 0))
            {
                problem = $"'{name}' must be a whole number, {(name == names.Limit ? 1 : 0)} or more.";
                return null;
            }
            else if (name == names.Offset)
            {
                offset = Math.Min(number, MostOffset);
            }
            else
            {
                limit = number;
            }
        }

        if (offset is null && limit is null)
        {
            return null;
        }

        rest = kept.Count == 0 ? "" : "?" + string.Join('&', kept);
        return new AnswerWindow(offset ?? 0, limit);
    }
}
