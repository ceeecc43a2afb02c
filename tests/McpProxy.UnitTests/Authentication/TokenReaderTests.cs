using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Authentication.Schemes;
using McpProxy.Authentication.Tokens;
using McpProxy.Signatures;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Authentication;

public sealed class TokenReaderTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(new string('k', 32));
    private readonly TestTimeProvider _time = new();

    [Fact]
    public async Task Read_ATokenChangedAnywhere_IsNeverAcceptedAndNeverThrows()
    {
        var reader = Reader();
        var good = Sign("""{"alg":"HS256","typ":"at+jwt"}""", """{"iss":"i","aud":"a","sub":"s","exp":4000000000}""");
        Assert.NotNull((await reader.ReadAsync(good, CancellationToken.None)).Caller);
        var random = new Random(17);

        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good.ToCharArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (char)random.Next(0x21, 0x7F);
            }

            var text = new string(bytes, 0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length);
            if (text != good && CompactToken.HasForm(text))
            {
                var (caller, refusal) = await reader.ReadAsync(text, CancellationToken.None);
                // Base64url ignores the unused bits of its last character: such a token says and proves the same.
                Assert.True(caller is null ? refusal is not null : CompactToken.Decode(text.Split('.')[2]).AsSpan().SequenceEqual(CompactToken.Decode(good.Split('.')[2])), text);
            }
        }
    }

    [Theory]
    [InlineData("""{"iss":"i","aud":"a","sub":"s","exp":4000000000,"iss":"j"}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"s","exp":4000000000""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"\ud800","exp":4000000000}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"s","\ud800":1,"exp":4000000000}""")]
    [InlineData("""["iss"]""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"iss":["i"],"aud":"a","sub":"s","exp":4000000000}""")]
    [InlineData("""{"iss":"i","aud":{"a":"a"},"sub":"s","exp":4000000000}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"","exp":4000000000}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":1,"exp":4000000000}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"s","exp":-1}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"s","exp":null}""")]
    [InlineData("""{"iss":"i","aud":"a","sub":"s","exp":4000000000,"nbf":"now"}""")]
    public async Task Read_SignedNonsense_IsRefused(string payload) =>
        Assert.NotNull((await Reader().ReadAsync(Sign("""{"alg":"HS256"}""", payload), CancellationToken.None)).Refusal);

    /// <summary>The key would do, and the signature is right.</summary>
    [Fact]
    public async Task Read_AlgorithmThatIsNotListed_IsRefused()
    {
        var signed = $"{Part("""{"alg":"HS512"}"""u8.ToArray())}.{Part("""{"iss":"i","aud":"a","sub":"s","exp":4000000000}"""u8.ToArray())}";
        var token = $"{signed}.{Part(HMACSHA512.HashData(Secret, Encoding.ASCII.GetBytes(signed)))}";

        var refused = await Reader().ReadAsync(token, CancellationToken.None);
        var listed = await Reader("HS512").ReadAsync(token, CancellationToken.None);

        Assert.Same(TokenRefusals.WrongAlgorithm, refused.Refusal);
        Assert.NotNull(listed.Caller);
    }

    [Fact]
    public async Task Read_ManyAndDeepClaims_AreBounded()
    {
        var many = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"c{i}\":1"));
        var (caller, _) = await Reader().ReadAsync(Sign("""{"alg":"HS256"}""", $$"""{"iss":"i","aud":"a","sub":"s","exp":4000000000,{{many}} }"""), CancellationToken.None);
        var deep = new string('[', 100) + new string(']', 100);

        Assert.InRange(caller!.User.Claims.Count(), 1, 600);
        Assert.NotNull((await Reader().ReadAsync(Sign("""{"alg":"HS256"}""", $$"""{"iss":"i","aud":"a","sub":"s","exp":4000000000,"d":{{deep}} }"""), CancellationToken.None)).Refusal);
    }

    private TokenReader Reader(string algorithm = "HS256") => new(
        new TokenRules { Issuer = "i", Audiences = FrozenSet.Create("a"), Algorithms = FrozenSet.Create(algorithm) },
        new FixedKeys(new KeySet(null, [SigningKey.Shared(Secret)])),
        new CallerFactory("idp", null, []),
        _time);

    private static string Sign(string header, string payload)
    {
        var signed = $"{Part(Encoding.UTF8.GetBytes(header))}.{Part(Encoding.UTF8.GetBytes(payload))}";
        return $"{signed}.{Part(HMACSHA256.HashData(Secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
