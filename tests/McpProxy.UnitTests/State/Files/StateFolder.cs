using McpProxy.State;
using McpProxy.State.Files;
using McpProxy.Testing;
using Microsoft.Extensions.Logging;

namespace McpProxy.UnitTests.State.Files;

/// <summary>A folder of its own with a state file, and stores that open it, one after the other.</summary>
internal sealed class StateFolder : IDisposable
{
    public const string Key = "a-key-that-has-thirty-two-letters-at-least";

    public StateFolder() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "mcpproxy-state-" + Guid.NewGuid().ToString("N"));

    public string File => Path.Combine(Folder, "state");

    public TestTimeProvider Time { get; } = new();

    public RecordingLogger Log { get; } = new();

    public FileStateStore Create(string? path = null, long maxBytes = 1 << 20, params string[] keys)
    {
        var logs = LoggerFactory.Create(l => l.AddProvider(Log));
        return new FileStateStore(path ?? File, maxBytes, () => long.MaxValue, new StateSeal(keys is [] ? [Key] : keys), Time, logs.CreateLogger<FileStateStore>());
    }

    public FileStateStore Open(string? path = null, long maxBytes = 1 << 20, params string[] keys)
    {
        var store = Create(path, maxBytes, keys);
        store.Open();
        return store;
    }

    /// <summary>What a crash at this moment would leave.</summary>
    public string CopyAs(string name)
    {
        var copy = Path.Combine(Folder, name);
        System.IO.File.Copy(File, copy, overwrite: true);
        return copy;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
