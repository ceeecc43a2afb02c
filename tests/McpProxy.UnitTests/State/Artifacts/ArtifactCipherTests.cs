using System.Security.Cryptography;
using McpProxy.State.Artifacts;

namespace McpProxy.UnitTests.State.Artifacts;

/// <summary>What the file of an artifact does not show, and where its chunks do not open.</summary>
public sealed class ArtifactCipherTests
{
    private static readonly byte[] Key = ArtifactCipher.CreateKey();
    private static readonly byte[] Plain = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Fact]
    public void CreateKey_Twice_GivesTwoKeysOf256Bits()
    {
        Assert.Equal(32, Key.Length);
        Assert.NotEqual(Key, ArtifactCipher.CreateKey());
    }

    /// <summary>A nonce that comes twice would give away what two chunks have in common.</summary>
    [Fact]
    public void Encrypt_TheSameBytesInTwoChunks_LooksDifferent()
    {
        using var cipher = new ArtifactCipher(Key, "ada", "a");

        Assert.NotEqual(Encrypt(cipher, 0)[..Plain.Length], Encrypt(cipher, 1)[..Plain.Length]);
    }

    [Theory]
    [InlineData("ada", "a", 2, true)]
    [InlineData("ada", "a", 3, false)]
    [InlineData("bob", "a", 2, false)]
    [InlineData("ada", "b", 2, false)]
    public void Decrypt_WithTheSameKey_OpensInItsOwnPlaceAlone(string owner, string id, long chunk, bool opens)
    {
        using var written = new ArtifactCipher(Key, "ada", "a");
        using var read = new ArtifactCipher(Key, owner, id);
        var bytes = Encrypt(written, 2);
        var plain = new byte[Plain.Length];

        var failure = Record.Exception(() => read.Decrypt(chunk, bytes, plain));

        Assert.Equal(opens, failure is null);
        Assert.Equal(opens, plain.AsSpan().SequenceEqual(Plain));
        Assert.True(opens || failure is AuthenticationTagMismatchException);
    }

    private static byte[] Encrypt(ArtifactCipher cipher, long chunk)
    {
        var output = new byte[Plain.Length + ArtifactCipher.TagSize];
        cipher.Encrypt(chunk, Plain, output);
        return output;
    }
}
