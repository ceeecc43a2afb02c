using System.Net;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>The general presets against the simulated issuer, and how JWTs are verified.</summary>
public sealed class PresetTests
{
    private const string Endpoint = "/issuer/token";
    private const string Keys = "/issuer/.well-known/jwks.json";

    [Fact]
    public async Task ClientCredentials_OfTheProxy_AreTradedOnceForAllCallers()
    {
        await using var proxy = await StartAsync("""
            "Preset": "client-credentials",
            "Servers": { "idp": "SIM/issuer/token" },
            "Values": { "client_id": "simulator", "audience": "ads" },
            "Secrets": { "client_secret": "env:SECRET" }
            """);

        using var first = await proxy.SendAsync("first:0123456789abcdef0123456789");
        using var second = await proxy.SendAsync("second:0123456789abcdef0123456789");

        // Nothing proves callers with a partner token here, so they are not let in.
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (first.StatusCode, second.StatusCode));
        await using var open = await StartAsync("""
            "Preset": "client-credentials",
            "Servers": { "idp": "SIM/issuer/token" },
            "Values": { "client_id": "simulator", "audience": "ads" },
            "Secrets": { "client_secret": "env:SECRET" }
            """, asksCallers: false);
        using var third = await open.SendAsync(token: null);
        await open.CallAsync(token: null);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.StartsWith("Bearer ey", open.Upstream("Authorization"), StringComparison.Ordinal);
        Assert.Equal(1, open.Simulator.Calls.Of(Endpoint));
    }

    [Fact]
    public async Task ClientCredentials_ThatAreWrong_AreTheOperatorsToMend()
    {
        await using var proxy = await StartAsync("""
            "Preset": "client-credentials",
            "Servers": { "idp": "SIM/issuer/token" },
            "Values": { "client_id": "nobody" },
            "Secrets": { "client_secret": "env:SECRET" }
            """, asksCallers: false);

        var error = await proxy.FailAsync(token: null);

        Assert.Equal(("auth_required", 502), (error.GetProperty("kind").GetString(), error.GetProperty("status").GetInt32()));
        Assert.Contains("(invalid_client)", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("operator", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rfc8693_TradesTheCallersToken()
    {
        await using var proxy = await StartAsync("""
            "Preset": "rfc8693",
            "Servers": { "idp": "SIM/issuer/token" },
            "Values": { "audience": "ads" }
            """);

        using var good = await proxy.SendAsync("alice:0123456789abcdef0123456789");
        var bad = await proxy.FailAsync("not-a-token-that-anybody-knows");

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(("auth_required", 401), (bad.GetProperty("kind").GetString(), bad.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task RefreshToken_OfAnyProvider_IsTraded()
    {
        await using var proxy = await StartAsync("""
            "Preset": "refresh-token",
            "Servers": { "idp": "SIM/strava/oauth/token" },
            "Values": { "client_id": "12345" },
            "Secrets": { "client_secret": "env:SECRET" }
            """);

        using var response = await proxy.SendAsync(proxy.Simulator.Strava.RefreshTokenOf("a-rather-long-account"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(proxy.Upstream("Authorization"));
    }

    [Fact]
    public async Task PostForJwt_VerifiesTheAnswerWithTheIssuersKeys()
    {
        await using var proxy = await StartAsync("""
            "Preset": "post-for-jwt",
            "Servers": { "auth": "SIM/issuer", "keys": "SIM/issuer/.well-known/jwks.json" },
            "Steps": { "token": { "Headers": { "Authorization": "Bearer {subject}" } } }
            """);

        using var first = await proxy.SendAsync("sk_alice_0123456789abcdef");
        proxy.Simulator.Issuer.RotateKeys(keepOld: false);
        proxy.Time.Advance(TimeSpan.FromMinutes(1));
        using var second = await proxy.SendAsync("sk_bob_0123456789abcdef"); // signed with a key that is not known yet

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(2, proxy.Simulator.Calls.Of(Keys));
        proxy.Time.Advance(TimeSpan.FromMinutes(40));
        using var third = await proxy.SendAsync("sk_alice_0123456789abcdef"); // still the same JWT
        Assert.Equal(2, proxy.Simulator.Calls.Of(Endpoint));
    }

    [Fact]
    public async Task Jwt_ThatIsNotSigned_IsRefusedWhenItIsToBeVerified()
    {
        await using var proxy = await StartAsync("""
            "Steps": {
              "auth": {
                "Url": "SIM/openbridge/auth/api/ref",
                "Json": { "data": { "type": "APIAuth", "attributes": { "refresh_token": "{subject}" } } },
                "Read": { "jwt": "/data/attributes/token" },
                "Jwt": { "Of": "jwt", "JwksUrl": "SIM/issuer/.well-known/jwks.json", "RequiredClaims": [ "user_id" ] }
              }
            },
            "Items": { "access_token": "{auth.jwt}" }
            """);

        var unsigned = await proxy.FailAsync(); // The signature is the letter x.
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { SignJwt = true });
        using var signed = await proxy.SendAsync();

        Assert.Equal(("upstream_http", "token_not_accepted"), (unsigned.GetProperty("kind").GetString(), unsigned.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, signed.StatusCode);
        Assert.DoesNotContain(proxy.Log.Entries, e => e.Contains("NOT VERIFIED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not-a-token-that-anybody-knows", ", error=\"invalid_token\"")]
    [InlineData(null, "")]
    public async Task Credential_RefusedOrMissing_IsChallengedWithTheMetadata(string? token, string error)
    {
        await using var proxy = await StartAsync("""
            "Preset": "rfc8693",
            "Servers": { "idp": "SIM/issuer/token" },
            "Values": { "audience": "ads" }
            """);

        using var refused = await proxy.SendAsync(token);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal($"Bearer resource_metadata=\"https://proxy.example/.well-known/oauth-protected-resource/mcp\"{error}", refused.Headers.WwwAuthenticate.ToString());
    }

    /// <summary>An answer that only looks like one of a token server makes no credential, and none that never ends.</summary>
    [Theory]
    [InlineData(""" "access_token": "/headers" """, "/none", "access_token")]
    [InlineData(""" "access_token": "/method" """, "/method", "ExpiresIn")]
    [InlineData(""" "access_token": "/method" """, "/headers", "ExpiresIn")]
    public async Task Answer_WithATokenOrLifetimeOfAnotherKind_IsRefused(string read, string expiresIn, string value)
    {
        await using var proxy = await StartAsync($$"""
            "Steps": { "token": { "Url": "SIM/echo/token", "Form": { "t": "{subject}" }, "Read": { {{read}} }, "ExpiresIn": "{{expiresIn}}" } },
            "Items": { "access_token": "{token.access_token}" }
            """);

        var error = await proxy.FailAsync();

        Assert.Equal(("upstream_http", "token_answer_invalid"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
        Assert.Contains($"'{value}' in the answer", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static Task<PartnerProxy> StartAsync(string options, bool asksCallers = true) => PartnerProxy.StartAsync(
        simulator => $"{{ {options.Replace("SIM/", simulator.AbsoluteUri, StringComparison.Ordinal).Replace("SECRET", PartnerProxy.SecretVariable, StringComparison.Ordinal)} }}",
        asksCallers);
}
