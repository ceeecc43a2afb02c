using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Credentials;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Authentication.Schemes;

/// <summary>
/// A proxy in front says who the caller is, and signs it: the hexadecimal HMAC-SHA256 of
/// <c>timestamp\ncaller\nMETHOD\npath?query</c>, and <c>\ntenant</c> where a tenant is sent. It says nothing of the body, and counts
/// for as long as clocks may differ: the hop between the two must be one nobody else can listen to.
/// </summary>
/// <param name="name">The scheme's name.</param>
/// <param name="secret">The shared secret.</param>
/// <param name="callerHeader">The header with the caller; the names of two more begin with it.</param>
/// <param name="tenantHeader">The header with the tenant, or null.</param>
/// <param name="clockSkew">How old or new a signature may be.</param>
/// <param name="callers">Makes the callers.</param>
/// <param name="time">Says what time it is.</param>
internal sealed class TrustedProxyScheme(string name, byte[] secret, string callerHeader, string? tenantHeader, TimeSpan clockSkew, CallerFactory callers, TimeProvider time) : CallerScheme(name)
{
    /// <summary>Longest name of a caller or tenant, in characters.</summary>
    private const int MaxNameLength = 256;

    private const int CacheSize = 4096;

    private static readonly CallerResult BadSignature = CallerResult.Refused(new("The signature of the proxy in front is missing, malformed or wrong."));
    private static readonly CallerResult BadTime = CallerResult.Refused(new("The timestamp of the proxy in front is too far from now."));

    private readonly string _signatureHeader = callerHeader + "-Signature";
    private readonly string _timestampHeader = callerHeader + "-Timestamp";
    private readonly GenerationCache<CallerResult> _results = new(CacheSize);

    public override IReadOnlyList<string> Headers { get; } = tenantHeader is null
        ? [callerHeader, callerHeader + "-Signature", callerHeader + "-Timestamp"]
        : [callerHeader, callerHeader + "-Signature", callerHeader + "-Timestamp", tenantHeader];

    /// <summary>The text that is signed.</summary>
    public static string Message(string timestamp, string caller, string method, string target, string? tenant) =>
        tenant is null ? $"{timestamp}\n{caller}\n{method}\n{target}" : $"{timestamp}\n{caller}\n{method}\n{target}\n{tenant}";

    public override ValueTask<CallerResult> AuthenticateAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        return headers.ContainsKey(callerHeader) || headers.ContainsKey(_signatureHeader) || headers.ContainsKey(_timestampHeader)
            ? new ValueTask<CallerResult>(Check(http))
            : new(CallerResult.Nobody);
    }

    /// <summary>The signature is that of the opening request, and was good then.</summary>
    public override ValueTask<CallerResult> RenewAsync(HttpContext http, CallerResult before) =>
        new(before.Caller is { } caller ? ResultOf(caller.Exchange.Principal, caller.Exchange.Tenant is { Length: > 0 } tenant ? tenant : null) : CallerResult.Nobody);

    private CallerResult Check(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (headers[callerHeader] is not [{ } caller] || headers[_signatureHeader] is not [{ } signature] || headers[_timestampHeader] is not [{ } timestamp]
            || !IsName(caller))
        {
            return BadSignature;
        }

        string? tenant = null;
        if (tenantHeader is not null && headers.TryGetValue(tenantHeader, out var tenants))
        {
            if (tenants is not [{ } one] || !IsName(one))
            {
                return BadSignature;
            }

            tenant = one;
        }

        if (!IsSigned(Message(timestamp, caller, http.Request.Method, Target(http), tenant), signature))
        {
            return BadSignature;
        }

        // After the signature, so that a wrong one tells nothing of our clock.
        return IsNow(timestamp) ? ResultOf(caller, tenant) : BadTime;
    }

    private bool IsSigned(string message, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature.Length != 2 * HMACSHA256.HashSizeInBytes || Convert.FromHexString(signature, given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(message), expected);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }

    private bool IsNow(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= (decimal)clockSkew.TotalSeconds;

    private CallerResult ResultOf(string caller, string? tenant)
    {
        var key = CredentialDigest.Of($"{tenant}\n{caller}");
        if (!_results.TryGet(key, out var result))
        {
            result = new CallerResult(this, callers.Create(caller, CallerTraits.None with { Tenant = tenant }), null);
            _results.Set(key, result);
        }

        return result;
    }

    private static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && !text.Any(char.IsControl);

    /// <summary>The request target as it came, before anything is decoded.</summary>
    private static string Target(HttpContext http) =>
        http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : $"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
}
