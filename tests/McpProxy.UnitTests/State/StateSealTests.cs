using System.Text;
using McpProxy.State;

namespace McpProxy.UnitTests.State;

public sealed class StateSealTests
{
    private const string OldKey = "the old key, the old key, the old key";
    private const string NewKey = "the new key, the new key, the new key";

    [Fact]
    public void Open_SameKeyPurposeAndAssociated_IsThePlainText() =>
        Assert.Equal("token"u8.ToArray(), With(OldKey).Open("vault", With(OldKey).Seal("vault", "token"u8, "a"u8), "a"u8));

    [Theory]
    [InlineData("other", "a")]
    [InlineData("vault", "b")]
    [InlineData("vault", "")]
    public void Open_OtherPurposeOrAssociated_IsNull(string purpose, string associated)
    {
        var sut = With(OldKey);
        Assert.Null(sut.Open(purpose, sut.Seal("vault", "token"u8, "a"u8), Encoding.UTF8.GetBytes(associated)));
    }

    [Fact]
    public void Open_AnyByteChangedOrCut_IsNull()
    {
        var sut = With(OldKey);
        var bytes = sut.Seal("vault", "token"u8, []);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Null(sut.Open("vault", bytes, []));
            bytes[i] ^= 1;
            Assert.Null(sut.Open("vault", bytes.AsSpan(0, i), []));
        }
    }

    [Fact]
    public void Open_AfterTheKeyWasChanged_OldBytesOpenAndNewOnesNeedTheNewKey()
    {
        var old = With(OldKey).Seal("vault", "token"u8, []);
        var changed = With(NewKey, OldKey);
        Assert.Equal("token"u8.ToArray(), changed.Open("vault", old, []));

        var renewed = changed.Seal("vault", "token"u8, []);
        Assert.Equal("token"u8.ToArray(), With(NewKey).Open("vault", renewed, []));
        Assert.Null(With(OldKey).Open("vault", renewed, []));
    }

    [Fact]
    public void Seal_NoKeysConfigured_EachProcessHasItsOwn() => Assert.Null(With().Open("vault", With().Seal("vault", "token"u8, []), []));

    [Fact]
    public void Seal_Twice_NothingRepeats()
    {
        var sut = With(OldKey);
        Assert.NotEqual(sut.Seal("vault", "token"u8, []), sut.Seal("vault", "token"u8, []));
    }

    [Fact]
    public void DeriveKey_SameSecret_IsTheSameForAPurposeOnly()
    {
        Assert.Equal(With(OldKey).DeriveKey("state"), With(OldKey).DeriveKey("state"));
        Assert.NotEqual(With(OldKey).DeriveKey("state"), With(OldKey).DeriveKey("other"));
        Assert.Equal(32, With(OldKey).DeriveKey("state").Length);
    }

    private static StateSeal With(params string[] keys) => new(keys);
}
