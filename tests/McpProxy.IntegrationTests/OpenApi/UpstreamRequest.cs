using AdsSimulator.Captures;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>A request as it came off the socket.</summary>
/// <param name="Line">Method and target: <c>GET /pets?limit=5</c>.</param>
/// <param name="Headers">Its headers, names without case.</param>
/// <param name="Body">Its body, one character for each byte; empty for none.</param>
internal sealed record UpstreamRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static UpstreamRequest Of(CapturedRequest request) => new(
        $"{request.Method} {request.RawTarget}",
        request.Headers.GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => string.Join(", ", g.Select(h => h.Value)), StringComparer.OrdinalIgnoreCase),
        request.Body);

    public static UpstreamRequest Parse(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = request[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).GroupBy(l => l[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.Select(l => l[1].Trim())), StringComparer.OrdinalIgnoreCase);
        return new UpstreamRequest(lines[0][..lines[0].LastIndexOf(' ')], headers, request[(end + 4)..]);
    }
}
