using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

/// <summary>Takes a JWT apart and checks its signature as a verifier does that knows only the published keys.</summary>
internal sealed class TestJwt
{
    private readonly string _signed;
    private readonly byte[] _signature;

    public TestJwt(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        _signed = $"{parts[0]}.{parts[1]}";
        _signature = Base64Url.DecodeFromChars(parts[2]);
        (Header, Claims) = (Parse(parts[0]), Parse(parts[1]));
    }

    public JsonNode Header { get; }

    public JsonNode Claims { get; }

    public int SignatureBytes => _signature.Length;

    /// <summary>Whether the key of the token's <c>kid</c> is published and signed it.</summary>
    public bool IsSignedBy(JsonNode keySet)
    {
        var key = keySet["keys"]!.AsArray().SingleOrDefault(k => k!["kid"]!.GetValue<string>() == Header["kid"]?.GetValue<string>());
        if (key is null)
        {
            return false;
        }

        var data = Encoding.ASCII.GetBytes(_signed);
        if (key["kty"]!.GetValue<string>() == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
            return rsa.VerifyData(data, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        return ec.VerifyData(data, _signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] Bytes(JsonNode key, string name) => Base64Url.DecodeFromChars(key[name]!.GetValue<string>());

    private static JsonNode Parse(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!;
}
