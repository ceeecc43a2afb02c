using System.Net;
using McpProxy.Testing;
using Microsoft.Extensions.Logging;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>A partner token is what no other scheme knows: a key of the proxy is never taken for one and sent to somebody else, whatever the schemes are called.</summary>
public sealed class SchemeOrderTests
{
    private const string ExpiredKey = "expired-0123456789abcdef";

    [Theory]
    [InlineData("a-partner", ExpiredKey, HttpStatusCode.Unauthorized)]
    [InlineData("z-partner", ExpiredKey, HttpStatusCode.Unauthorized)]
    [InlineData("a-partner", GuestKey, HttpStatusCode.Forbidden)]
    [InlineData("z-partner", GuestKey, HttpStatusCode.Forbidden)]
    [InlineData("a-partner", "somebody-0123456789abcdef", HttpStatusCode.OK)]
    [InlineData("z-partner", "somebody-0123456789abcdef", HttpStatusCode.OK)]
    public async Task PartnerToken_IsNoKeyOfTheProxy(string partner, string credential, HttpStatusCode expected)
    {
        await using var gateway = await StartAsync(
            $$"""
            "Schemes": {
              {{ApiKeys}},
              "old": { "Kind": "ApiKey", "Keys": { "gone": { "Hash": "{{HashOf(ExpiredKey)}}", "ExpiresAt": "2020-01-01T00:00:00Z" } } },
              "{{partner}}": { "Kind": "PartnerToken", "Pattern": "[a-z0-9-]+" }
            }
            """, $$""" "Policies": { "reporting": { "Schemes": [ "{{partner}}" ] } } """);

        using var response = await gateway.GetAsync("/echo/reporting", With("Authorization", "Bearer " + credential));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(credential == ExpiredKey, response.Headers.WwwAuthenticate.ToString().Contains("expired", StringComparison.Ordinal));
    }

    /// <summary>A key with a slip of the finger has the prefix still: it is not sent to a token server as somebody's token.</summary>
    [Theory]
    [InlineData("acme_0123456789abcdef-mistyped", HttpStatusCode.Unauthorized)]
    [InlineData("other_0123456789abcdef-token", HttpStatusCode.OK)]
    public async Task KeyPrefix_OfAKeyThatIsNone_KeepsItFromBeingAPartnersToken(string credential, HttpStatusCode expected)
    {
        await using var gateway = await StartAsync(
            $$"""
            "Schemes": {
              "keys": { "Kind": "ApiKey", "KeyPrefix": "acme_", "Keys": { "ci": { "Hash": "{{HashOf("acme_0123456789abcdef")}}" } } },
              "partner": { "Kind": "PartnerToken" }
            }
            """, """ "Policies": { "reporting": { "Schemes": [ "partner" ] } } """);

        using var response = await gateway.GetAsync("/echo/reporting", With("Authorization", "Bearer " + credential));

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData(""", "Pattern": "[a-z]+:[a-z0-9]+" """, "", false)]
    [InlineData("", """, "KeyPrefix": "acme_" """, false)]
    [InlineData("", """, "Headers": [ "X-API-Key" ] """, false)]
    [InlineData(""", "Headers": [ "X-Partner" ] """, "", false)]
    public async Task MistypedKey_ThatNothingTellsFromAToken_IsWarnedOf(string partner, string keys, bool expected)
    {
        var log = new RecordingLogger();

        await using var gateway = await StartAsync(
            $$"""
            "Schemes": {
              "keys": { "Kind": "ApiKey", "Keys": { "ci": { "Hash": "{{HashOf("acme_0123456789abcdef")}}" } } {{keys}} },
              "partner": { "Kind": "PartnerToken" {{partner}} }
            }
            """, configure: builder => builder.Logging.AddProvider(log));

        Assert.Equal(expected, log.Entries.Any(e => e.Contains("A mistyped key of scheme keys", StringComparison.Ordinal)));
    }
}
