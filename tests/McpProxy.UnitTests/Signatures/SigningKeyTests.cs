using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Signatures;

namespace McpProxy.UnitTests.Signatures;

/// <summary>Signatures of RFC 7515, appendix A, and what must not pass for one.</summary>
public sealed class SigningKeyTests
{
    private const string Payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static readonly SigningKey Curve = Assert.Single(JsonWebKeys.Read(Encoding.UTF8.GetBytes("""
        { "keys": [ { "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" } ] }
        """)));

    [Fact]
    public void Verify_HmacOfAppendixA1_IsGood()
    {
        var key = SigningKey.Shared(Base64Url.DecodeFromChars("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"));

        Assert.True(Verify(key, "HS256", "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        Assert.False(Verify(key, "HS256", "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ8", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        Assert.False(Verify(key, "HS256", "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9", ""));
    }

    [Fact]
    public void Verify_CurveOfAppendixA3_IsGood()
    {
        const string Signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

        Assert.True(Verify(Curve, "ES256", "eyJhbGciOiJFUzI1NiJ9", Signature));
        Assert.False(Verify(Curve, "ES256", "eyJhbGciOiJFUzI1NiJ8", Signature));
        Assert.False(Verify(Curve, "ES256", "eyJhbGciOiJFUzI1NiJ9", Base64Url.EncodeToString(new byte[64]))); // CVE-2022-21449
        Assert.False(Verify(Curve, "ES256", "eyJhbGciOiJFUzI1NiJ9", Base64Url.EncodeToString(Base64Url.DecodeFromChars(Signature).AsSpan(0, 60))));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS512")]
    public void Verify_Rsa_IsGoodForItsOwnPaddingOnly(string name)
    {
        using var rsa = RSA.Create(2048);
        var algorithm = SignatureAlgorithm.Find(name)!;
        var data = Encoding.ASCII.GetBytes("a.b");
        var signature = rsa.SignData(data, algorithm.Hash, algorithm.IsPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        var key = SigningKey.Rsa("k", rsa.ExportParameters(includePrivateParameters: true));

        Assert.True(key.Verify(algorithm, data, signature));
        Assert.False(key.Verify(SignatureAlgorithm.Find(algorithm.IsPss ? "RS512" : "PS256")!, data, signature));
        Assert.False(key.Verify(algorithm, data, []));
    }

    [Fact]
    public void Fits_EachKey_OnlyItsOwnAlgorithms()
    {
        using var rsa = RSA.Create(2048);
        var key = SigningKey.Rsa("k", rsa.ExportParameters(includePrivateParameters: false));

        Assert.Equal(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"], Fitting(key));
        Assert.Equal(["ES256"], Fitting(Curve));
        Assert.Equal(["HS256", "HS384", "HS512"], Fitting(SigningKey.Shared(new byte[32])));
        Assert.Equal(["PS256"], Fitting(SigningKey.Rsa("k", rsa.ExportParameters(includePrivateParameters: false), "PS256")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("rs256")]
    [InlineData("")]
    [InlineData(null)]
    public void Find_WhatIsNoAlgorithm_FindsNone(string? name) => Assert.Null(SignatureAlgorithm.Find(name));

    [Fact]
    public void Read_KeysThatCannotBeUsed_ArePassedOver()
    {
        using var weak = RSA.Create(1024);
        var small = weak.ExportParameters(includePrivateParameters: false);
        var json = $$"""
            { "keys": [ 1, {}, { "use": "\ud800" }, { "kty": "\ud800" }, { "kty": "oct", "k": "AAAA" }, { "kty": "RSA", "n": "{{Base64Url.EncodeToString(small.Modulus)}}", "e": "AQAB" }, { "kty": "RSA", "n": "AA" },
              { "kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA" }, { "kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA" }, { "kty": "OKP", "crv": "Ed25519", "x": "AA" },
              { "kty": "EC", "use": "enc", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" } ] }
            """;

        Assert.Empty(JsonWebKeys.Read(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("{")]
    public void Read_WhatIsNoSet_IsRefused(string json) => Assert.ThrowsAny<JsonException>(() => JsonWebKeys.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Read_NamesThatAreNoText_ArePassedOver() =>
        Assert.Empty(JsonWebKeys.Read("""{ "keys": [ { "kty": "\ud800" }, { "kty": "RSA", "n": "!", "e": "AQAB" } ] }"""u8.ToArray()));

    /// <summary>Other curves have keys of the same size.</summary>
    [Fact]
    public void Fits_CurveOfAnotherFamily_FitsNone()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);

        Assert.Empty(Fitting(SigningKey.Curve("k", curve.ExportParameters(includePrivateParameters: false))));
    }

    private static IEnumerable<string> Fitting(SigningKey key) => SignatureAlgorithm.Names.Where(n => key.Fits(SignatureAlgorithm.Find(n)!));

    private static bool Verify(SigningKey key, string algorithm, string header, string signature) =>
        key.Verify(SignatureAlgorithm.Find(algorithm)!, Encoding.ASCII.GetBytes($"{header}.{Payload}"), Base64Url.DecodeFromChars(signature));
}
