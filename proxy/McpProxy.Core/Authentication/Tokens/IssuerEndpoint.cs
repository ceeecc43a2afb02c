using System.Net;
using System.Text.Json;
using McpProxy.Authentication.Compilation;
using McpProxy.Signatures;

namespace McpProxy.Authentication.Tokens;

/// <summary>Fetches the keys of an issuer: from its key set, which discovery may have to find first (OpenID Connect Discovery 1.0; RFC 8414).</summary>
/// <param name="url">The issuer, or its key set.</param>
/// <param name="isIssuer">Whether <paramref name="url"/> is the issuer.</param>
/// <param name="issuer">What the issuer must say of itself; null for <paramref name="url"/>.</param>
/// <param name="client">Sends requests; follows no redirects.</param>
/// <param name="time">Ends requests that take too long.</param>
internal sealed class IssuerEndpoint(Uri url, bool isIssuer, string? issuer, HttpClient client, TimeProvider time)
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public Uri Url => url;

    /// <exception cref="HttpRequestException">It cannot be reached, or says something else than it should.</exception>
    /// <exception cref="JsonException">It does not answer with JSON of the right form.</exception>
    /// <exception cref="OperationCanceledException">It takes too long.</exception>
    public async Task<KeySet> FetchAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var (name, keysUrl) = isIssuer ? await DiscoverAsync(patience.Token) : (null, url);
        var keys = JsonWebKeys.Read(await GetAsync(keysUrl, patience.Token) ?? throw new HttpRequestException($"there is nothing at {keysUrl}"));
        return new KeySet(name, [.. keys]);
    }

    private async Task<(string Issuer, Uri Keys)> DiscoverAsync(CancellationToken cancellationToken)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        var json = await GetAsync(new Uri(url, $"{path}/.well-known/openid-configuration"), cancellationToken)
            ?? await GetAsync(new Uri(url, $"/.well-known/oauth-authorization-server{path}"), cancellationToken)
            ?? throw new HttpRequestException("there is neither openid-configuration nor oauth-authorization-server");
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
        var named = Text(document.RootElement, "issuer");
        // Whoever can answer for one issuer must not answer for another (RFC 8414, section 3.3).
        var expected = issuer ?? url.OriginalString;
        if (named.TrimEnd('/') != expected.TrimEnd('/'))
        {
            throw new HttpRequestException($"it says that it is '{OneLineOf(named)}'");
        }

        return Uri.TryCreate(Text(document.RootElement, "jwks_uri"), UriKind.Absolute, out var keys) && AuthenticationChecks.IsSecure(keys)
            ? (named, keys)
            : throw new HttpRequestException("its jwks_uri is not an https URL");
    }

    /// <returns>The body; null when there is nothing (404).</returns>
    private async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{address} answers with {(int)response.StatusCode}");
        }

        await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static string Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new JsonException($"'{name}' is missing.");

    private static string OneLineOf(string text) => text.Length > 200 || text.Any(char.IsControl) ? "(something else)" : text;
}
