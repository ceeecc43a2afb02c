using System.Security.Cryptography;
using McpProxy.Configuration;
using McpProxy.State.Artifacts;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace McpProxy.UnitTests.State.Artifacts;

public sealed class ArtifactStoreTests : IDisposable
{
    private static readonly ArtifactOwner Ada = new("t\ns\nada");
    private static readonly ArtifactOwner Bob = new("t\ns\nbob");

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly TestTimeProvider _time = new();
    private readonly LiveConfig _config = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<ArtifactMetrics>().BuildServiceProvider();
    private readonly List<ArtifactStore> _stores = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stores.ForEach(s => s.Dispose());
        _services.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(1_000_000)]
    public async Task Artifact_OfAnySize_IsReadAsWritten(int length)
    {
        var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(length);
        var artifact = await KeepAsync(store, Ada, bytes);

        Assert.Equal(bytes, ReadAll(artifact));
        Assert.Same(artifact, await store.FindAsync(artifact.Id, Ada, Cancel));
        Assert.Null(await store.FindAsync(artifact.Id, Bob, Cancel));
        Assert.Null(await store.FindAsync("other", Ada, Cancel));
        Assert.Equal(22, artifact.Id.Length); // 128 bits
    }

    [Fact]
    public async Task Artifact_FromAnyPosition_IsReadAsWritten()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var artifact = await KeepAsync(Store(), Ada, bytes);
        using var stream = new ArtifactStream(artifact);
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var (from, count) = (random.Next(bytes.Length), random.Next(1, 100_000));
            count = Math.Min(count, bytes.Length - from);
            var part = new byte[count];
            stream.Position = from;
            stream.ReadExactly(part);
            Assert.True(bytes.AsSpan(from, count).SequenceEqual(part));
        }
    }

    [Fact]
    public async Task File_ShowsNothing_AndIsPrivate()
    {
        var artifact = await KeepAsync(Store(), Ada, System.Text.Encoding.UTF8.GetBytes(new string('s', 100_000)));
        var file = File.ReadAllBytes(artifact.File!);

        Assert.Equal(100_000 + 32, file.Length);
        Assert.Equal(-1, file.AsSpan().IndexOf("ssss"u8));
        Assert.DoesNotContain(artifact.Id, artifact.File!, StringComparison.OrdinalIgnoreCase);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(artifact.File!));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(artifact.File!)!));
        }
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("swap")]
    [InlineData("cut")]
    [InlineData("other")]
    [InlineData("gone")]
    public async Task File_ThatWasTamperedWith_IsNotRead(string how)
    {
        var store = Store();
        var artifact = await KeepAsync(store, Ada, RandomNumberGenerator.GetBytes(200_000));
        var other = await KeepAsync(store, Ada, RandomNumberGenerator.GetBytes(200_000));
        var file = File.ReadAllBytes(artifact.File!);
        switch (how)
        {
            case "flip":
                file[70_000] ^= 1;
                break;
            case "swap":
                var first = file[..ArtifactCipher.SealedSize];
                file.AsSpan(ArtifactCipher.SealedSize, ArtifactCipher.SealedSize).CopyTo(file);
                first.CopyTo(file, ArtifactCipher.SealedSize);
                break;
            case "cut":
                file = file[..^1];
                break;
            case "other":
                file = File.ReadAllBytes(other.File!);
                break;
        }

        if (how == "gone")
        {
            File.Delete(artifact.File!);
        }
        else
        {
            File.WriteAllBytes(artifact.File!, file);
        }

        Assert.Throws<ArtifactDamagedException>(() => ReadAll(artifact));
    }

    [Fact]
    public async Task Artifact_AfterItsTime_IsGone()
    {
        var store = Store(new ArtifactsConfig { TimeToLive = TimeSpan.FromMinutes(1) });
        var artifact = await KeepAsync(store, Ada, new byte[100]);

        _time.Advance(TimeSpan.FromSeconds(59));
        store.Sweep();
        Assert.NotNull(await store.FindAsync(artifact.Id, Ada, Cancel));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await store.FindAsync(artifact.Id, Ada, Cancel));
        store.Sweep();
        Assert.Equal(0, store.Count);
        Assert.False(File.Exists(artifact.File));
    }

    [Fact]
    public async Task NewOne_BeyondTheCallersBounds_PushesOutTheCallersOldest()
    {
        var store = Store(new ArtifactsConfig { MaxCountPerCaller = 2, MaxBytesPerCaller = 300_000 });
        var ofBob = await KeepAsync(store, Bob, new byte[10]);
        var first = await KeepAsync(store, Ada, new byte[10]);
        var second = await KeepAsync(store, Ada, new byte[100_000]);
        var third = await KeepAsync(store, Ada, new byte[10]);

        Assert.Null(await store.FindAsync(first.Id, Ada, Cancel));
        Assert.NotNull(await store.FindAsync(second.Id, Ada, Cancel));

        var fourth = await KeepAsync(store, Ada, new byte[250_000]);
        Assert.Null(await store.FindAsync(second.Id, Ada, Cancel));
        Assert.NotNull(await store.FindAsync(third.Id, Ada, Cancel));
        Assert.NotNull(await store.FindAsync(fourth.Id, Ada, Cancel));
        Assert.NotNull(await store.FindAsync(ofBob.Id, Bob, Cancel));
    }

    [Theory]
    [InlineData(200_000, 1000, 1L << 30, 1L << 30, "TooLarge")]
    [InlineData(1 << 20, 2, 1L << 30, 1L << 30, "Full")]
    [InlineData(1 << 20, 1000, 200_000, 1L << 30, "Full")]
    [InlineData(1 << 20, 1000, 1L << 30, 200_000, "CallerFull")]
    public async Task NewOne_BeyondABound_IsNotKept(int maxBytes, int maxCount, long maxTotalBytes, long maxBytesPerCaller, string refusal)
    {
        var store = Store(new ArtifactsConfig { MaxBytes = maxBytes, MaxCount = maxCount, MaxTotalBytes = maxTotalBytes, MaxBytesPerCaller = maxBytesPerCaller });
        await KeepAsync(store, Bob, new byte[10]);
        await KeepAsync(store, Bob, new byte[10]);

        await using (var writer = store.Begin(Ada, "application/json"))
        {
            await writer.WriteAsync(new byte[250_000]);
            Assert.False(await writer.CompleteAsync());
            Assert.Equal(refusal, writer.Refusal.ToString());
        }

        Assert.Equal(2, store.Count);
        Assert.Equal(2, Files());
    }

    [Fact]
    public async Task Answer_ThatWasNotCut_LeavesNothing()
    {
        var store = Store();
        await using (var writer = store.Begin(Ada, "application/json"))
        {
            await writer.WriteAsync(new byte[200_000]);
            Assert.Equal(1, store.Count);
        }

        Assert.Equal((0, 0), (store.Count, Files()));
    }

    [Fact]
    public async Task Artifact_ThatIsBeingWritten_IsWaitedFor()
    {
        var store = Store();
        await using var writer = store.Begin(Ada, "application/json");
        await writer.WriteAsync(new byte[10]);
        Assert.True(writer.TryAnnounce());

        var found = store.FindAsync(writer.Artifact.Id, Ada, Cancel).AsTask();
        Assert.False(found.IsCompleted);
        await writer.CompleteAsync();

        Assert.Same(writer.Artifact, await found);
    }

    [Fact]
    public async Task Disk_ThatCannotBeWritten_DoesNotHarmTheAnswer()
    {
        Directory.CreateDirectory(_folder);
        var notAFolder = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(notAFolder, "", Cancel);
        var store = Store(new ArtifactsConfig { Directory = Path.Combine(notAFolder, "below") });

        await using (var writer = store.Begin(Ada, "application/json"))
        {
            await writer.WriteAsync(new byte[200_000]);
            Assert.False(await writer.CompleteAsync());
            Assert.Equal(ArtifactRefusal.Failed, writer.Refusal);
        }

        Assert.True(store.IsFailing);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Leftovers_OfADeadProcess_AreRemoved_OfALivingOneAreNot()
    {
        var living = Store();
        await KeepAsync(living, Ada, new byte[10]);
        var dead = Directory.CreateDirectory(Path.Combine(_folder, new string('d', 32)));
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "x.artifact"), "left", Cancel);
        await File.WriteAllTextAsync(dead.FullName + ".lock", "", Cancel);
        var foreign = Directory.CreateDirectory(Path.Combine(_folder, "not-ours"));

        Store().Open();

        Assert.False(dead.Exists && Directory.Exists(dead.FullName));
        Assert.False(File.Exists(dead.FullName + ".lock"));
        Assert.True(Directory.Exists(foreign.FullName));
        Assert.Equal(1, Files());

        living.Dispose();
        Assert.Equal(0, Files());
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Everything_AtOnce_StaysWithinTheBounds()
    {
        var store = Store(new ArtifactsConfig { MaxCountPerCaller = 5, MaxCount = 12 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(
            async () =>
            {
                var owner = new ArtifactOwner($"t\ns\n{n % 4}");
                for (var i = 0; i < 40; i++)
                {
                    var bytes = RandomNumberGenerator.GetBytes(70_000 + i);
                    await using var writer = store.Begin(owner, "application/json");
                    await writer.WriteAsync(bytes);
                    if (i % 3 > 0 && await writer.CompleteAsync() && await store.FindAsync(writer.Artifact.Id, owner, Cancel) is { } found)
                    {
                        try
                        {
                            Assert.Equal(bytes, ReadAll(found));
                        }
                        catch (ArtifactDamagedException e) when (e.InnerException is FileNotFoundException)
                        {
                            // Pushed out by a newer one.
                        }
                    }

                    Assert.InRange(store.Count, 0, 12);
                }
            },
            Cancel)));
        Assert.Equal(store.Count, Files());
    }

    private static byte[] ReadAll(Artifact artifact)
    {
        using var stream = new ArtifactStream(artifact);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static async Task<Artifact> KeepAsync(ArtifactStore store, ArtifactOwner owner, byte[] bytes)
    {
        await using var writer = store.Begin(owner, "application/json");
        for (var at = 0; at < bytes.Length; at += 10_000)
        {
            await writer.WriteAsync(bytes.AsMemory(at, Math.Min(10_000, bytes.Length - at)));
        }

        Assert.True(await writer.CompleteAsync());
        return writer.Artifact;
    }

    private ArtifactStore Store(ArtifactsConfig? limits = null)
    {
        limits ??= new ArtifactsConfig();
        _config.Publish(ConfigSnapshot.None with { Host = new McpProxyConfig { Artifacts = limits with { Directory = limits.Directory ?? _folder } } }, CatalogLists.None);
        var store = new ArtifactStore(_config, _services.GetRequiredService<ArtifactMetrics>(), _time, NullLogger<ArtifactStore>.Instance);
        _stores.Add(store);
        return store;
    }

    private int Files() => Directory.EnumerateFiles(_folder, "*.artifact", SearchOption.AllDirectories).Count();
}
