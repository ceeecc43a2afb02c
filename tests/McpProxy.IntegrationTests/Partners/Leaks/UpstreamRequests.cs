using System.Net;
using System.Text.RegularExpressions;
using AdsSimulator.Captures;

namespace McpProxy.IntegrationTests.Partners.Leaks;

/// <summary>
/// Reads the requests that reached the simulator. Token servers get credentials, which are secrets from then on. An API gets an access
/// token in <c>Authorization</c>, which is a secret everywhere else, and no other credential.
/// </summary>
internal static partial class UpstreamRequests
{
    private static readonly string[] _tokenServers = ["/openbridge/", "/lwa/", "/issuer/", "/strava/oauth/"];

    /// <summary>Adds their secrets, and what APIs received.</summary>
    public static void AddTo(LeakWatch watch, IReadOnlyList<CapturedRequest> requests)
    {
        // What an API's Authorization may not hold: everything that only token servers may see.
        var credentials = new LeakWatch();
        foreach (var request in requests.Where(IsForTokenServer))
        {
            foreach (var (name, value) in Credentials(request))
            {
                watch.AddSecret($"{name} of {request.Path}", value);
                credentials.AddSecret($"{name} of {request.Path}", value);
            }
        }

        foreach (var request in requests.Where(r => !IsForTokenServer(r)))
        {
            if (request.Header("Authorization") is { } authorization)
            {
                credentials.AddOutput($"Authorization of upstream request {request.Path}", authorization);
                watch.AddSecret("an access token", authorization.Split(' ')[^1]);
            }

            var headers = request.Headers.Where(h => !h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Select(h => $"{h.Key}: {h.Value}");
            watch.AddOutput($"upstream request {request.Path}", $"{request.RawTarget}\n{string.Join('\n', headers)}\n{request.Body}");
        }

        foreach (var leak in credentials.Find())
        {
            watch.AddSecret("a credential of a token server", leak);
            watch.AddOutput("upstream Authorization", leak);
        }
    }

    private static bool IsForTokenServer(CapturedRequest request) => _tokenServers.Any(s => request.Path.StartsWith(s, StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Value)> Credentials(CapturedRequest request)
    {
        foreach (var name in (string[])["Authorization", "x-api-key"])
        {
            if (request.Header(name)?.Split(' ')[^1] is { Length: > 0 } value)
            {
                yield return (name, value);
            }
        }

        foreach (Match field in FormField().Matches(request.Body))
        {
            yield return (field.Groups[1].Value, WebUtility.UrlDecode(field.Groups[2].Value));
        }

        foreach (Match member in JsonMember().Matches(request.Body))
        {
            yield return (member.Groups[1].Value, Regex.Unescape(member.Groups[2].Value));
        }
    }

    [GeneratedRegex("(?:^|&)(refresh_token|code|code_verifier|client_secret|subject_token)=([^&]+)")]
    private static partial Regex FormField();

    [GeneratedRegex("\"(refresh_token|api_key|token)\":\\s*\"([^\"]+)\"")]
    private static partial Regex JsonMember();
}
