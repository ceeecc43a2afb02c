using System.Text;
using McpProxy.State;
using McpProxy.State.Files;
using McpProxy.Testing;

namespace McpProxy.UnitTests.State.Files;

public sealed class FileStateStoreTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_RecordsAndVersionsAreThere()
    {
        long kept, version;
        await using (var before = _folder.Open())
        {
            kept = await before.Records.SetAsync("kept", "one"u8.ToArray(), Hour);
            await before.Records.SetAsync("gone", "two"u8.ToArray(), Hour);
            version = await before.Records.SetAsync("gone", "three"u8.ToArray(), Hour);
            await before.Records.RemoveAsync("gone");
        }

        await using var after = _folder.Open();

        var record = (await after.Records.GetAsync("kept"))!.Value;
        Assert.Equal((kept, "one"), (record.Version, Encoding.UTF8.GetString(record.Value.Span)));
        Assert.Null(await after.Records.GetAsync("gone"));
        Assert.True(await after.Records.SetAsync("gone", default, Hour) > version);
        Assert.Empty(_folder.Log.Entries);
    }

    [Fact]
    public async Task Restart_TimeWentOn_ExpiresWhatIsDue()
    {
        await using (var before = _folder.Open())
        {
            await before.Records.SetAsync("short", default, TimeSpan.FromMinutes(1));
            await before.Records.SetAsync("touched", default, TimeSpan.FromMinutes(1));
            await before.Records.TouchAsync("touched", TimeSpan.FromMinutes(10));
            await before.Records.SetAsync("long", default, Hour);
        }

        _folder.Time.Advance(TimeSpan.FromMinutes(5));
        await using var after = _folder.Open();

        Assert.Null(await after.Records.GetAsync("short"));
        Assert.NotNull(await after.Records.GetAsync("touched"));
        Assert.NotNull(await after.Records.GetAsync("long"));
        _folder.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await after.Records.GetAsync("touched"));
    }

    [Fact]
    public async Task Crash_WhatWasAnswered_IsThere()
    {
        await using var store = _folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => store.Records.SetAsync($"k{i}", new byte[i], Hour).AsTask()));
        await store.Records.RemoveAsync("k1");

        await using var after = _folder.Open(_folder.CopyAs("copy"));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i == 1 ? null : i, (await after.Records.GetAsync($"k{i}"))?.Value.Length);
        }
    }

    [Fact]
    public async Task Crash_TouchedSomeSecondsAgo_IsStillThere()
    {
        await using var store = _folder.Open();
        await store.Records.SetAsync("a", default, TimeSpan.FromSeconds(10));
        await store.Records.TouchAsync("a", Hour);
        var length = new FileInfo(_folder.File).Length;

        _folder.Time.Advance(TimeSpan.FromSeconds(5));
        await WrittenAsync().Soon();
        var copy = _folder.CopyAs("copy");
        _folder.Time.Advance(TimeSpan.FromMinutes(1));

        await using var after = _folder.Open(copy);
        Assert.NotNull(await after.Records.GetAsync("a"));

        async Task WrittenAsync()
        {
            while (new FileInfo(_folder.File).Length == length)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Crash_InTheMiddleOfAnyByteOfTheLastWrite_KeepsWhatCameBefore()
    {
        await using (var store = _folder.Open())
        {
            await store.Records.SetAsync("before", "kept"u8.ToArray(), Hour);
            var start = new FileInfo(_folder.File).Length;
            await store.Records.SetAsync("last", "lost"u8.ToArray(), Hour);
            var bytes = await File.ReadAllBytesAsync(_folder.CopyAs("whole"));
            Assert.True(start < bytes.Length);

            for (var length = start; length <= bytes.Length; length++)
            {
                var torn = Path.Combine(_folder.Folder, "torn");
                await File.WriteAllBytesAsync(torn, bytes[..(int)length]);
                await using var after = _folder.Open(torn);

                Assert.Equal(4, (await after.Records.GetAsync("before"))?.Value.Length);
                Assert.Equal(length == bytes.Length, await after.Records.GetAsync("last") is not null);
                Assert.Equal(length > start && length < bytes.Length, _folder.Log.Entries.TryDequeue(out var line) && line.Contains("ended in the middle of a write"));
            }
        }
    }

    [Fact]
    public async Task Crash_TornWriteOfZeros_KeepsWhatCameBefore()
    {
        await using (var store = _folder.Open())
        {
            await store.Records.SetAsync("before", default, Hour);
        }

        await File.AppendAllTextAsync(_folder.File, new string('\0', 500));

        await using var after = _folder.Open();
        Assert.NotNull(await after.Records.GetAsync("before"));
        Assert.Contains("its last 500 bytes", Assert.Single(_folder.Log.Entries));
    }

    [Fact]
    public async Task Open_DamagedInTheMiddle_IsRefused()
    {
        long last;
        await using (var store = _folder.Open())
        {
            await store.Records.SetAsync("first", new byte[100], Hour);
            last = new FileInfo(_folder.File).Length;
            await store.Records.SetAsync("second", new byte[100], Hour);
        }

        var whole = await File.ReadAllBytesAsync(_folder.File);
        for (var at = 0; at < last; at++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 0x10;
            await File.WriteAllBytesAsync(_folder.File, bytes);

            Assert.Throws<StateFileException>(() => _folder.Open());
        }
    }

    [Fact]
    public async Task Open_FramesOfAnotherFile_AreRefused()
    {
        await using (var one = _folder.Open(Path.Combine(_folder.Folder, "one")))
        await using (var two = _folder.Open(Path.Combine(_folder.Folder, "two")))
        {
            foreach (var store in (FileStateStore[])[one, two])
            {
                await store.Records.SetAsync("first", new byte[100], Hour);
                await store.Records.SetAsync("second", new byte[100], Hour);
            }
        }

        var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder.Folder, "one"));
        var other = await File.ReadAllBytesAsync(Path.Combine(_folder.Folder, "two"));
        other.AsSpan(24).CopyTo(bytes.AsSpan(24));
        await File.WriteAllBytesAsync(_folder.File, bytes);

        Assert.Throws<StateFileException>(() => _folder.Open());
    }

    [Fact]
    public async Task File_ShowsNeitherKeysNorValues()
    {
        await using var store = _folder.Open();
        await store.Records.SetAsync("tenant-of-acme", Encoding.UTF8.GetBytes("the-refresh-token"), Hour);

        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_folder.CopyAs("copy")));

        Assert.DoesNotContain("acme", text);
        Assert.DoesNotContain("refresh", text);
    }

    [Fact]
    public async Task Files_AreForTheirUserAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await File.WriteAllTextAsync(_folder.File, "");
        File.SetUnixFileMode(_folder.File, (UnixFileMode)0b110_110_110);
        await using var store = _folder.Open();
        await store.Records.SetAsync("a", default, Hour);

        foreach (var file in Directory.GetFiles(_folder.Folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Open_InUse_IsRefusedAndLaterNot()
    {
        await using (var first = _folder.Open())
        {
            var refusal = Assert.Throws<StateFileException>(() => _folder.Open());
            Assert.Contains("in use by another process", refusal.Message);
        }

        await using var second = _folder.Open();
    }

    [Fact]
    public async Task Open_KeyChanged_ReadsWithTheOldAndWritesWithTheNew()
    {
        const string Next = "another-key-of-thirty-two-letters-or-more";
        await using (var store = _folder.Open())
        {
            await store.Records.SetAsync("a", default, Hour);
        }

        Assert.Contains("No key", Assert.Throws<StateFileException>(() => _folder.Open(keys: Next)).Message);
        await using (var both = _folder.Open(keys: [Next, StateFolder.Key]))
        {
            Assert.NotNull(await both.Records.GetAsync("a"));
        }

        await using var after = _folder.Open(keys: Next);
        Assert.NotNull(await after.Records.GetAsync("a"));
    }

    [Fact]
    public void Open_NotAStateFile_IsRefusedAndLeftAlone()
    {
        File.WriteAllText(_folder.File, "something precious");

        Assert.Throws<StateFileException>(() => _folder.Open());

        Assert.Equal("something precious", File.ReadAllText(_folder.File));
    }

    [Fact]
    public async Task Writes_OfTheSameRecord_DoNotLetTheFileGrow()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 300; i++)
        {
            await store.Records.SetAsync("a", new byte[20_000], Hour);
        }

        Assert.InRange(new FileInfo(_folder.File).Length, 20_000, 1_200_000);
        await using var after = _folder.Open(_folder.CopyAs("copy"));
        Assert.Equal(20_000, (await after.Records.GetAsync("a"))!.Value.Value.Length);
    }

    [Fact]
    public async Task Set_BeyondItsBytes_IsRefusedUntilThereIsRoom()
    {
        await using var store = _folder.Open(maxBytes: 10_000);
        await store.Records.SetAsync("a", new byte[6000], TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<StateUnavailableException>(async () => await store.Records.SetAsync("b", new byte[6000], Hour));
        Assert.Null(await store.Records.GetAsync("b"));
        await store.Records.SetAsync("a", new byte[7000], TimeSpan.FromMinutes(1));
        _folder.Time.Advance(TimeSpan.FromMinutes(1));

        await store.Records.SetAsync("b", new byte[6000], Hour);
    }

    [Fact]
    public async Task Set_DiskFails_IsToldAndMendsItself()
    {
        await using var store = _folder.Open();
        await store.Records.SetAsync("a", "1"u8.ToArray(), Hour);
        await store.Records.SetAsync("big", new byte[900_000], Hour);
        await store.Records.RemoveAsync("big");
        var obstacle = Directory.CreateDirectory(_folder.File + ".new"); // The next time it is written anew, it cannot be.

        await Assert.ThrowsAsync<StateUnavailableException>(async () =>
        {
            await store.Records.SetAsync("big", new byte[900_000], Hour);
            await store.Records.RemoveAsync("big");
            await store.Records.SetAsync("b", default, Hour);
        });
        Assert.NotNull(store.Failure);
        Assert.Contains("cannot be written", Assert.Single(_folder.Log.Entries));
        obstacle.Delete();
        await store.Records.SetAsync("c", default, Hour);

        Assert.Null(store.Failure);
        await using var after = _folder.Open(_folder.CopyAs("copy"));
        Assert.NotNull(await after.Records.GetAsync("a"));
        Assert.NotNull(await after.Records.GetAsync("c"));
    }

    [Fact]
    public async Task Records_NotOpenOrClosed_AreRefused()
    {
        var store = _folder.Create();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.Records.GetAsync("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.Records.SetAsync("a", default, Hour));
        store.Open();
        await store.Records.SetAsync("a", default, Hour);
        await store.CloseAsync();
        await store.CloseAsync();

        Assert.NotNull(await store.Records.GetAsync("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.Records.SetAsync("a", default, Hour));
    }
}
