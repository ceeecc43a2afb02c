using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using McpProxy.Authentication;
using McpProxy.Authentication.Schemes;
using McpProxy.Authentication.Tokens;
using McpProxy.Credentials;
using McpProxy.Signatures;

namespace McpProxy.Benchmarks.Micro;

/// <summary>Finding out who sends a request: with a key, with a token that was seen before and one that was not, and with a partner's.</summary>
[MemoryDiagnoser]
public class AuthenticationBenchmarks
{
    private const string Key = "mcp_0123456789012345678901234567890123456789012";

    private readonly HttpContext _http = new DefaultHttpContext();
    private readonly JwtScheme _seen;
    private readonly ApiKeyScheme _keys;
    private readonly PartnerTokenScheme _partners;
    private readonly TokenReader _reader;
    private readonly string _token;

    public AuthenticationBenchmarks()
    {
        using var rsa = RSA.Create(2048);
        var signed = $"{Part("""{"alg":"RS256","kid":"k","typ":"at+jwt"}""")}.{Part("""{"iss":"https://login.example.com","aud":"https://proxy.example.com/mcp","sub":"alice","scope":"ads.read ads.write","exp":4000000000}""")}";
        _token = $"{signed}.{Convert.ToBase64String(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
        var rules = new TokenRules { Issuer = "https://login.example.com", Resource = "https://proxy.example.com/mcp", Algorithms = FrozenSet.Create("RS256") };
        _reader = new TokenReader(rules, new FixedKeys(new KeySet(null, [SigningKey.Rsa("k", rsa.ExportParameters(false))])), new CallerFactory("idp", null, []), TimeProvider.System);
        _seen = new JwtScheme("idp", _reader, TimeSpan.Zero, TimeProvider.System);
        var caller = new CallerFactory("keys", null, []).Create("ci", CallerTraits.None);
        _keys = new ApiKeyScheme("keys", ["X-API-Key"], new Dictionary<CredentialDigest, AuthenticatedCaller> { [CredentialDigest.Of(Key)] = caller }.ToFrozenDictionary(), null, TimeProvider.System);
        _partners = new PartnerTokenScheme("partner", ["X-Partner"], null, 21, new CallerFactory("partner", null, []));
        _http.Request.Headers.Authorization = "Bearer " + _token;
        _http.Request.Headers["X-API-Key"] = Key;
        _http.Request.Headers["X-Partner"] = Key;
    }

    [Benchmark]
    public async ValueTask<object?> ApiKey() => (await _keys.AuthenticateAsync(_http)).Caller;

    [Benchmark]
    public async ValueTask<object?> TokenSeenBefore() => (await _seen.AuthenticateAsync(_http)).Caller;

    [Benchmark]
    public async ValueTask<object?> TokenNeverSeen() => (await _reader.ReadAsync(_token, CancellationToken.None)).Caller;

    [Benchmark]
    public async ValueTask<object?> PartnerToken() => (await _partners.AuthenticateAsync(_http)).Exchange;

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
