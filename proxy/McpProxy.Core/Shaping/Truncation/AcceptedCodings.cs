using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Shaping.Truncation;

/// <summary>Narrows <c>Accept-Encoding</c> (RFC 9110, section 12.5.3) to content codings that can be undone.</summary>
internal static class AcceptedCodings
{
    private static readonly string[] Known = ["gzip", "br", "deflate"];

    /// <summary>What to ask the upstream for: no more than the caller accepts, since an answer may pass untouched after all.</summary>
    /// <param name="accepted">What the caller accepts; empty when it does not say, which leaves the choice to the upstream.</param>
    /// <returns>The same when nothing has to go.</returns>
    public static StringValues Narrow(StringValues accepted)
    {
        if (accepted.Count == 0)
        {
            return accepted;
        }

        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var codings))
        {
            return "identity";
        }

        var kept = new List<string>();
        var isNarrower = false;
        foreach (var coding in codings)
        {
            if (BodyCoding.CanDecode(coding.Value) || coding.Value.Equals("identity", StringComparison.OrdinalIgnoreCase) || coding.Quality == 0)
            {
                kept.Add(coding.ToString());
            }
            else
            {
                isNarrower = true;
                kept.AddRange(coding.Value == "*" ? Spelled(coding, codings) : []);
            }
        }

        return !isNarrower ? accepted : kept.Count == 0 ? "identity" : string.Join(", ", kept);
    }

    /// <summary>The codings that <c>*</c> stands for and that are known.</summary>
    private static IEnumerable<string> Spelled(StringWithQualityHeaderValue any, IList<StringWithQualityHeaderValue> codings) =>
        Known.Where(k => !codings.Any(c => c.Value.Equals(k, StringComparison.OrdinalIgnoreCase)))
            .Select(k => (any.Quality is { } quality ? new StringWithQualityHeaderValue(k, quality) : new StringWithQualityHeaderValue(k)).ToString());
}
