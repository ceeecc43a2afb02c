using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AdsSimulator.Issuer;

/// <summary>One generation of signing keys: an RSA and an EC key. Thread-safe.</summary>
/// <param name="generation">Counts up from 1; part of the key ids.</param>
internal sealed class SigningKey(int generation) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Published in the key set.</summary>
    public bool Published { get; set; } = true;

    public string KidOf(string alg) => alg == "ES256" ? $"es-{generation}" : $"rs-{generation}";

    public bool Has(string kid) => kid == KidOf("RS256") || kid == KidOf("ES256");

    /// <exception cref="FormatException">The algorithm is not known here.</exception>
    public byte[] Sign(string alg, byte[] data)
    {
        lock (_gate)
        {
            return alg switch
            {
                "RS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                "ES256" => _ec.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), data),
                "none" => [],
                _ => throw new FormatException($"Unknown algorithm '{alg}': use RS256, ES256, HS256 or none."),
            };
        }
    }

    public bool Verify(string? alg, byte[] data, byte[] signature)
    {
        lock (_gate)
        {
            return alg switch
            {
                "RS256" => _rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                "ES256" => _ec.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
    }

    /// <summary>Both public keys as members of a JWK set (RFC 7517).</summary>
    public JsonObject[] ToJwks()
    {
        lock (_gate)
        {
            var rsa = _rsa.ExportParameters(includePrivateParameters: false);
            var ec = _ec.ExportParameters(includePrivateParameters: false);
            return
            [
                new()
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["alg"] = "RS256",
                    ["kid"] = KidOf("RS256"),
                    ["n"] = Base64Url.EncodeToString(rsa.Modulus),
                    ["e"] = Base64Url.EncodeToString(rsa.Exponent),
                },
                new()
                {
                    ["kty"] = "EC",
                    ["use"] = "sig",
                    ["alg"] = "ES256",
                    ["kid"] = KidOf("ES256"),
                    ["crv"] = "P-256",
                    ["x"] = Base64Url.EncodeToString(ec.Q.X),
                    ["y"] = Base64Url.EncodeToString(ec.Q.Y),
                },
            ];
        }
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }
}
