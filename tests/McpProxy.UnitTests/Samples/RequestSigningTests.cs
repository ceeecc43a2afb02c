using System.Security.Cryptography;
using System.Text;
using CustomPlugin;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.UnitTests.Transforms;

namespace McpProxy.UnitTests.Samples;

public sealed class RequestSigningTests
{
    private const string Key = "0123456789abcdef";

    [Fact]
    public async Task ApplyAsync_AnyRequest_IsSignedOverTimeMethodPathAndQuery()
    {
        var time = new TestTimeProvider();
        var context = SomeTransform.Request("GET", "/orders/a b?status=open", ("X-Signature", "forged"));

        var request = await SomeTransform.ApplyAsync(
            context,
            b => new RequestSigningFactory(time).Build(b, new Dictionary<string, string> { ["RequestSigning"] = "partner" }),
            Configuration(Key));

        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{seconds}\nGET\n/orders/a%20b?status=open")));
        Assert.Equal($"keyId=\"k1\", time=\"{seconds}\", signature=\"{signature}\"", request.Header("X-Signature"));
    }

    [Fact]
    public void Validate_ShortKey_IsAMistakeThatDoesNotShowIt() => Assert.Equal(
        ["McpProxy:RequestSigning:partner:Key: SIGN01: The key is shorter than 16 characters. Ask the partner for a longer one."],
        SomeTransform.Validate(new RequestSigningFactory(TimeProvider.System), Configuration("short"), new() { ["RequestSigning"] = "partner" }));

    private static FixedCandidate Configuration(string key) => new(
        """{ "McpProxy": { "RequestSigning": { "partner": { "KeyId": "k1", "Key": "env:KEY" } } } }""",
        StrictBinderOptions.Default with { ReadVariable = _ => key });
}
