using McpProxy.Authentication.Tokens;
using McpProxy.Credentials;
using McpProxy.Signatures;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Schemes;

/// <summary>
/// Signed access tokens. A good one is remembered by its hash, so that the next call with it costs a hash and a lookup; not for
/// longer than <see cref="LongestMemory"/>, so that a key that its issuer withdraws is not trusted until the last token expires.
/// </summary>
/// <param name="name">The scheme's name.</param>
/// <param name="reader">Checks tokens.</param>
/// <param name="clockSkew">How far clocks may differ.</param>
/// <param name="time">Says what time it is.</param>
internal sealed class JwtScheme(string name, TokenReader reader, TimeSpan clockSkew, TimeProvider time) : CallerScheme(name)
{
    private const int CacheSize = 4096;

    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(5);
    private static readonly CallerResult Several = CallerResult.Refused(Refusal.SeveralCredentials);
    private static readonly CallerResult TooLong = CallerResult.Refused(TokenRefusals.TooLong);
    private readonly GenerationCache<Remembered> _accepted = new(CacheSize);

    public override IReadOnlyList<string> Headers { get; } = ["Authorization"];

    public override ValueTask<CallerResult> AuthenticateAsync(HttpContext http)
    {
        if (!HeaderCredential.TryFind(http, Headers, takesBare: false, out var token, out var isDoubled) || !CompactToken.HasForm(token.Span))
        {
            return new(CallerResult.Nobody);
        }

        if (isDoubled || token.Length > MaxCredentialLength)
        {
            return new(isDoubled ? Several : TooLong);
        }

        var digest = ConnectionDigests.Of(http, token);
        return _accepted.TryGet(digest, out var remembered) && time.GetUtcNow() < remembered.Until
            ? new ValueTask<CallerResult>(remembered.Result)
            : ReadAsync(digest, token.ToString(), http.RequestAborted);
    }

    private async ValueTask<CallerResult> ReadAsync(CredentialDigest digest, string token, CancellationToken cancellationToken)
    {
        var (caller, refusal) = await reader.ReadAsync(token, cancellationToken);
        if (caller is null)
        {
            _accepted.Remove(digest);
            return CallerResult.Refused(refusal!);
        }

        var result = new CallerResult(this, caller, null);
        var forgotten = time.GetUtcNow() + LongestMemory;
        var expires = caller.Expires!.Value; // TokenReader accepts none without.
        _accepted.Set(digest, new Remembered(result, expires < forgotten - clockSkew ? expires + clockSkew : forgotten));
        return result;
    }

    private sealed record Remembered(CallerResult Result, DateTimeOffset Until);
}
