using System.Net.Http.Headers;
using System.Text;
using McpProxy.Plugins.Credentials.OAuth.Options;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using McpProxy.Plugins.Credentials.Tls;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>The requests of one provider's token endpoint (RFC 6749, sections 4.1.3 and 6) and revocation endpoint (RFC 7009).</summary>
internal sealed class TokenRequests(OAuthOptions options, TokenEndpointClient client, TimeProvider time)
{
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(30);

    private readonly TlsConnections? _tls = options.Tls is { } tls ? new(tls) : null;
    private readonly TokenAnswerReader _reader = new(options);

    public Task<TokenSet> RedeemAsync(string code, string redirectUri, string? verifier, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri)];
        if (verifier is not null)
        {
            form.Add(new("code_verifier", verifier));
        }

        return RequestAsync(form, null, cancellationToken);
    }

    /// <returns>The new tokens; the old refresh token among them when the provider gave no other.</returns>
    public Task<TokenSet> RefreshAsync(string refreshToken, CancellationToken cancellationToken) =>
        RequestAsync([new("grant_type", "refresh_token"), new("refresh_token", refreshToken)], refreshToken, cancellationToken);

    /// <summary>Revokes tokens, if the provider can.</summary>
    public async Task RevokeAsync(TokenSet tokens, CancellationToken cancellationToken)
    {
        if (options.RevocationUrl is not { } url)
        {
            return;
        }

        var (token, hint) = tokens.RefreshToken is { } refresh ? (refresh, "refresh_token") : (tokens.AccessToken, "access_token");
        var answer = await SendAsync(url, [new("token", token), new("token_type_hint", hint)], cancellationToken);
        if (!TokenAnswerReader.IsSuccess(answer))
        {
            throw _reader.RefusalOf(answer);
        }
    }

    /// <exception cref="TokenRefusedException">The provider refused, or its answer cannot be used.</exception>
    /// <exception cref="TokenServerException">There was no answer.</exception>
    private async Task<TokenSet> RequestAsync(List<KeyValuePair<string, string>> form, string? oldRefreshToken, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow();
        var answer = await SendAsync(options.TokenUrl!, form, cancellationToken);
        return TokenAnswerReader.IsSuccess(answer) ? _reader.Read(answer, oldRefreshToken, sent) : throw _reader.RefusalOf(answer);
    }

    private async Task<TokenAnswer> SendAsync(Uri url, List<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(TotalTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        try
        {
            // A code or a rotating refresh token works once: what may have arrived is not sent again.
            return await client.SendAsync(() => Build(url, form), isIdempotent: false, _tls, ends.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TokenServerException("It did not answer in time.", e);
        }
        catch (HttpRequestException e)
        {
            throw new TokenServerException($"It could not be reached ({e.HttpRequestError}).", e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new TokenServerException(e is IOException ? "It broke the connection." : e.Message, e);
        }
    }

    private HttpRequestMessage Build(Uri url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var secret = options.ClientSecret is { HasValue: true } configured ? configured.Reveal() : null;
        if (options.ClientAuthentication == ClientAuthentication.Basic)
        {
            var credentials = $"{Uri.EscapeDataString(options.ClientId!)}:{Uri.EscapeDataString(secret ?? "")}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }
        else
        {
            form = form.Append(new("client_id", options.ClientId!));
            form = secret is null ? form : form.Append(new("client_secret", secret));
        }

        request.Content = new FormUrlEncodedContent(form);
        return request;
    }
}
