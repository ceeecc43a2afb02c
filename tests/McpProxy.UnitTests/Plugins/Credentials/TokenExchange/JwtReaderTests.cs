using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Jwt;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Signatures;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

public sealed class JwtReaderTests
{
    /// <summary>As OpenBridge answers: <c>expires_at</c> instead of <c>exp</c>, and a signature that is the letter x.</summary>
    private const string OpenBridge = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHBpcmVzX2F0Ijo0MTAyNDQ0ODAwLCJ1c2VyX2lkIjoiMTIzIiwiYWNjb3VudF9pZCI6IjQ1NiJ9.x";

    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Unverified = """ "Verify": "None", "Issuer": "openbridge" """;
    private const string WithSecret = $""" "Verify": "Key", "Key": "{Secret}" """;

    private static readonly RSA _rsa = RSA.Create(2048);
    private static readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly TestTimeProvider _time = new();

    [Fact]
    public async Task OpenBridgeToken_NotVerified_IsRead()
    {
        var claims = await ReadAsync(OpenBridge, Unverified);

        Assert.Equal(("123", "456"), (claims.GetProperty("user_id").GetString(), claims.GetProperty("account_id").GetString()));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(4102444800), JwtReader.ExpiryOf(claims));
    }

    [Fact]
    public async Task OpenBridgeToken_Verified_IsRefused() => Assert.Equal("its signature is wrong", await RefusedAsync(OpenBridge, WithSecret));

    [Fact]
    public async Task Signature_OfEachKindOfKey_IsAccepted()
    {
        foreach (var algorithm in SignatureAlgorithm.Names.Where(a => a is not ("ES384" or "ES512")))
        {
            Assert.Equal("a", (await ReadAsync(Sign("""{"sub":"a"}""", algorithm), KeyFor(algorithm))).GetProperty("sub").GetString());
        }
    }

    [Fact]
    public async Task Signature_Changed_IsRefused()
    {
        foreach (var algorithm in (string[])["RS256", "PS512", "ES256", "HS256"])
        {
            var parts = Sign("""{"sub":"a"}""", algorithm).Split('.');
            var other = $"{parts[0]}.{Encode("""{"sub":"b"}""")}.{parts[2]}";

            Assert.Equal("its signature is wrong", await RefusedAsync(other, KeyFor(algorithm)));
        }
    }

    /// <summary>The public key is no secret: an HMAC made with it proves nothing.</summary>
    [Fact]
    public async Task Hmac_MadeWithThePublicKey_IsRefused()
    {
        var signed = $"{Encode("""{"alg":"HS256"}""")}.{Encode("""{"sub":"a"}""")}";
        var hmac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed));

        Assert.Equal("no key of its issuer fits it", await RefusedAsync($"{signed}.{Base64Url.EncodeToString(hmac)}", KeyFor("RS256")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("hs256")]
    [InlineData("")]
    public async Task Algorithm_ThatProvesNothing_IsRefused(string algorithm) =>
        Assert.Equal("no key of its issuer fits it", await RefusedAsync($"{Encode($$"""{"alg":"{{algorithm}}"}""")}.{Encode("{}")}.", WithSecret));

    [Fact]
    public async Task Algorithm_NotListed_IsRefused() =>
        Assert.Equal("its algorithm is not allowed", await RefusedAsync(Sign("{}", "HS512"), WithSecret + """, "Algorithms": [ "HS256" ] """));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d.e")]
    [InlineData("!.!.!")]
    [InlineData("W10.W10.x")]
    [InlineData("e30.eyJpc3MiOiJcdWQ4MDAifQ.x")] // {"iss":"\\ud800"}
    [InlineData("e30.eyJhIjoxLCJhIjoyfQ.x")] // {"a":1,"a":2}
    public async Task Text_ThatIsNoSignedToken_IsRefused(string token) => Assert.Equal("it is not a signed JSON Web Token", await RefusedAsync(token, Unverified));

    [Theory]
    [InlineData("""{"iss":"other"}""", Unverified, "it is from another issuer")]
    [InlineData("""{"iss":"openbridge"}""", Unverified, null)]
    [InlineData("""{}""", WithSecret + """, "Issuer": "me" """, "it is from another issuer")]
    [InlineData("""{"aud":"you"}""", WithSecret + """, "Audience": "me" """, "it is for another audience")]
    [InlineData("""{}""", WithSecret + """, "Audience": "me" """, "it is for another audience")]
    [InlineData("""{"aud":["you","me"]}""", WithSecret + """, "Audience": "me" """, null)]
    [InlineData("""{"exp":1785585600}""", WithSecret, "it has expired")]
    [InlineData("""{"expires_at":1785585600}""", WithSecret, "it has expired")]
    [InlineData("""{"expires_at":"1785585601"}""", WithSecret, null)]
    [InlineData("""{"exp":4102444800,"expires_at":1}""", WithSecret, "it has expired")]
    [InlineData("""{"nbf":1785589200}""", WithSecret, "it is not valid yet")]
    [InlineData("""{"nbf":1785585630}""", WithSecret, null)]
    [InlineData("""{"a":null}""", WithSecret + """, "RequiredClaims": [ "a" ] """, "it has no claim 'a'")]
    public async Task Claims_AreChecked(string claims, string rules, string? expected)
    {
        // The clock stands at 2026-08-01T12:00:00Z, 1785585600.
        var token = Sign(claims, "HS256");
        if (expected is null)
        {
            await ReadAsync(token, rules);
        }
        else
        {
            Assert.Equal(expected, await RefusedAsync(token, rules));
        }
    }

    private static string KeyFor(string algorithm)
    {
        var key = algorithm[0] switch
        {
            'R' or 'P' => _rsa.ExportSubjectPublicKeyInfoPem(),
            'E' => _curve.ExportSubjectPublicKeyInfoPem(),
            _ => Secret,
        };
        return $""" "Verify": "Key", "Key": {JsonSerializer.Serialize(key)} """;
    }

    private static string Sign(string claims, string algorithm)
    {
        var signed = $"{Encode($$"""{"alg":"{{algorithm}}"}""")}.{Encode(claims)}";
        var data = Encoding.ASCII.GetBytes(signed);
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        var signature = algorithm[0] switch
        {
            'R' => _rsa.SignData(data, hash, RSASignaturePadding.Pkcs1),
            'P' => _rsa.SignData(data, hash, RSASignaturePadding.Pss),
            'E' => _curve.SignData(data, hash),
            _ => CryptographicOperations.HmacData(hash, Encoding.UTF8.GetBytes(Secret), data),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private async Task<JsonElement> ReadAsync(string token, string rules)
    {
        var plan = SomeExchange.Of($$"""
            {
              "Steps": { "s": { "Url": "https://idp.example/", "Read": { "t": "/t" }, "Jwt": { "Of": "t", {{rules}} } } },
              "Items": { "access_token": "{s.t}" }
            }
            """);
        return await new JwtReader(new ExchangeErrors(plan), keys: null!, _time).ReadAsync(token, plan.Steps[0], evaluation: null!);
    }

    private async Task<string> RefusedAsync(string token, string rules)
    {
        var failure = await Assert.ThrowsAsync<ProxyErrorException>(() => ReadAsync(token, rules));
        Assert.Equal("token_not_accepted", failure.Error.Code);
        return failure.Error.Message.Split(" is not accepted: ")[1].TrimEnd('.');
    }
}
