using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using McpProxy.Signatures;

namespace McpProxy.UnitTests.Signatures;

public sealed class PublicKeyPemTests
{
    private static readonly byte[] _data = Encoding.ASCII.GetBytes("a.b");

    [Fact]
    public void Read_KeyOfRsa_ChecksItsSignatures()
    {
        using var rsa = RSA.Create(2048);

        AssertChecks(PublicKeyPem.Read("k", rsa.ExportSubjectPublicKeyInfoPem()), rsa);
        AssertChecks(PublicKeyPem.Read("k", rsa.ExportRSAPublicKeyPem()), rsa);
    }

    [Fact]
    public void Read_Certificate_ChecksItsSignatures()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=issuer", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);

        AssertChecks(PublicKeyPem.Read("k", certificate.ExportCertificatePem()), rsa);
    }

    [Fact]
    public void Read_KeyOfACurve_ChecksItsSignatures()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        var key = PublicKeyPem.Read(null, curve.ExportSubjectPublicKeyInfoPem());

        Assert.Null(key.Id);
        Assert.True(key.Verify(SignatureAlgorithm.Find("ES384")!, _data, curve.SignData(_data, HashAlgorithmName.SHA384)));
    }

    [Fact]
    public void Read_PrivateKey_IsRefused()
    {
        using var rsa = RSA.Create(2048);

        Assert.Contains("private key", RefusedBecause(rsa.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("private key", RefusedBecause(rsa.ExportRSAPrivateKeyPem()), StringComparison.Ordinal);
    }

    /// <summary>Said of the key it is, and not that it is no key of a curve.</summary>
    [Fact]
    public void Read_ShortKeyOfRsa_IsRefused()
    {
        using var rsa = RSA.Create(1024);

        Assert.Equal("The key has 1024 bits; 2048 are the least.", RefusedBecause(rsa.ExportSubjectPublicKeyInfoPem()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Read_WhatIsNoKey_IsRefused(string text) => Assert.NotEmpty(RefusedBecause(text));

    private static void AssertChecks(SigningKey key, RSA signer)
    {
        var signature = signer.SignData(_data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.Equal("k", key.Id);
        Assert.True(key.Verify(SignatureAlgorithm.Find("RS256")!, _data, signature));
        Assert.False(key.Verify(SignatureAlgorithm.Find("RS256")!, "a.c"u8, signature));
    }

    private static string RefusedBecause(string pem) => Assert.ThrowsAny<CryptographicException>(() => PublicKeyPem.Read("k", pem)).Message;
}
