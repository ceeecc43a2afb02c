namespace McpProxy.Dispatch;

/// <summary>
/// The order in which Kestrel enumerates request headers, and YARP therefore sends them: four common ones, the other known
/// ones by name, the content length, the rest as they came. Keeping it makes both doors' upstream requests the same bytes.
/// </summary>
internal static class WireOrder
{
    private const int ContentLength = 1000;
    private const int Unknown = 2000;

    private static readonly string[] Known =
    [
        "Accept", "Connection", "Host", "User-Agent",
        "Accept-Charset", "Accept-Encoding", "Accept-Language", "Access-Control-Request-Headers", "Access-Control-Request-Method", "Allow", "Authorization",
        "baggage", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Location", "Content-MD5", "Content-Range", "Content-Type", "Cookie",
        "Correlation-Context", "Date", "Expect", "Expires", "From", "Grpc-Accept-Encoding", "Grpc-Timeout", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
        "If-Unmodified-Since", "Keep-Alive", "Last-Modified", "Max-Forwards", "Origin", "Pragma", "Proxy-Authorization", "Range", "Referer", "Request-Id", "TE",
        "traceparent", "tracestate", "Trailer", "Transfer-Encoding", "Translate", "Upgrade", "Upgrade-Insecure-Requests", "Via", "Warning", "X-Requested-With",
    ];

    private static readonly Dictionary<string, int> Ranks = RankAll();

    /// <summary>Orders the headers a tool may send; done once per tool.</summary>
    public static IEnumerable<string> Sort(IEnumerable<string> names) => names.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(Rank);

    private static Dictionary<string, int> RankAll()
    {
        var ranks = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["Content-Length"] = ContentLength };
        for (var i = 0; i < Known.Length; i++)
        {
            ranks[Known[i]] = i;
        }

        return ranks;
    }

    private static int Rank(string name) => Ranks.GetValueOrDefault(name, Unknown);
}
