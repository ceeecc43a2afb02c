using System.Text.Json;
using McpProxy.Plugins.Credentials.OAuth.Options;
using McpProxy.Plugins.Credentials.OAuth.Tokens;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.UnitTests.Plugins.Credentials.OAuth;

public sealed class TokenAnswerReaderTests
{
    private static readonly DateTimeOffset Sent = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"access_token":"Atza|x","token_type":"bearer","expires_in":3600}""", 3600)]
    [InlineData("""{"access_token":"Atza|x","expires_in":"3600"}""", 3600)]
    [InlineData("""{"access_token":"Atza|x","expires_at":1785589200}""", 3600)]
    [InlineData("""{"access_token":"Atza|x","expires_at":"2026-08-01T13:00:00Z"}""", 3600)]
    [InlineData("""{"access_token":"Atza|x","expires_in":60,"expires_at":1785589200}""", 60)]
    [InlineData("""{"access_token":"Atza|x"}""", null)]
    [InlineData("""{"access_token":"Atza|x","expires_in":null}""", null)]
    [InlineData("""{"access_token":"Atza|x","expires_in":0}""", 0)]
    public void Read_Expiry(string json, int? seconds)
    {
        var tokens = Read(json);

        Assert.Equal(("Atza|x", seconds is null ? null : Sent.AddSeconds(seconds.Value)), (tokens.AccessToken, tokens.ExpiresAt));
    }

    [Theory]
    [InlineData("""{"access_token":"x"}""", "old")]
    [InlineData("""{"access_token":"x","refresh_token":""}""", "old")]
    [InlineData("""{"access_token":"x","refresh_token":"new"}""", "new")]
    public void Read_RefreshToken_TheOldOneStaysWithoutANewOne(string json, string expected) => Assert.Equal(expected, Read(json).RefreshToken);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"access_token":5}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":"a b"}""")]
    [InlineData("""{"access_token":"a\r\nX: y"}""")]
    [InlineData("""{"access_token":"ä"}""")]
    [InlineData("""{"access_token":"x","token_type":"mac"}""")]
    [InlineData("""{"access_token":["x"]}""")]
    [InlineData("""{"access_token":"x","refresh_token":{"a":1}}""")]
    [InlineData("""{"access_token":"x","expires_in":-5}""")]
    [InlineData("""{"access_token":"x","expires_in":"soon"}""")]
    [InlineData("""{"access_token":"x","expires_in":true}""")]
    [InlineData("""{"access_token":"x","expires_at":"tomorrow"}""")]
    [InlineData("""{"access_token":"x","expires_at":-1}""")]
    public void Read_NoTokenThatCanBeUsed_IsRefused(string json) =>
        Assert.Equal(RefusalKind.Client, Assert.Throws<TokenRefusedException>(() => Read(json)).Kind);

    [Fact]
    public void Read_OtherPointers()
    {
        var sut = new TokenAnswerReader(new OAuthOptions { AccessToken = "/data/token", ExpiresIn = "/data/ttl" });

        var tokens = sut.Read(Answer(200, """{"data":{"token":"t","ttl":10}}"""), null, Sent);

        Assert.Equal(("t", Sent.AddSeconds(10)), (tokens.AccessToken, tokens.ExpiresAt));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", "Grant", "It answered 400 invalid_grant.")]
    [InlineData(401, """{"error":"invalid_grant"}""", "Grant", "It answered 401 invalid_grant.")]
    [InlineData(400, """{"message":"Bad Request","errors":[]}""", "Temporary", "It answered 400.")]
    [InlineData(400, "<html>", "Temporary", "It answered 400.")]
    [InlineData(400, """{"error":"invalid_client"}""", "Client", "It answered 400 invalid_client.")]
    [InlineData(401, "{}", "Client", "It answered 401.")]
    [InlineData(302, "", "Client", "It answered 302.")]
    [InlineData(404, "", "Client", "It answered 404.")]
    [InlineData(400, """{"error":"temporarily_unavailable"}""", "Temporary", "It answered 400 temporarily_unavailable.")]
    [InlineData(429, "", "Temporary", "It answered 429.")]
    [InlineData(503, """{"error":"invalid_grant"}""", "Temporary", "It answered 503.")]
    [InlineData(400, """{"error":"<script>"}""", "Temporary", "It answered 400.")]
    public void Refusal_Means(int status, string body, string kind, string message)
    {
        var refusal = new TokenAnswerReader(new OAuthOptions()).RefusalOf(Answer(status, body));

        Assert.Equal((kind, message), (refusal.Kind.ToString(), refusal.Message));
    }

    [Theory]
    [InlineData("refresh_token", "Grant")]
    [InlineData("code", "Grant")]
    [InlineData("client_id", "Client")]
    public void Refusal_OfAProviderWithCodesOfItsOwn_Means(string field, string kind)
    {
        var sut = new TokenAnswerReader(new OAuthOptions { Error = "/errors/0/field", GrantErrors = ["refresh_token", "code"] });

        Assert.Equal(kind, sut.RefusalOf(Answer(400, $$"""{"message":"Bad Request","errors":[{"resource":"x","field":"{{field}}","code":"invalid"}]}""")).Kind.ToString());
    }

    private static McpProxy.Plugins.Credentials.OAuth.Vault.TokenSet Read(string json) => new TokenAnswerReader(new OAuthOptions()).Read(Answer(200, json), "old", Sent);

    private static TokenAnswer Answer(int status, string body) => new(status, Parse(body), null);

    private static JsonElement Parse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return default; // As the client has it.
        }
    }
}
