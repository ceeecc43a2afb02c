using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Files;

/// <summary>
/// Gives the flat keys of one JSON file and keeps its JSON. A mistake in the file never throws and never empties the data:
/// what was good last stays, and <see cref="Content"/> says what is wrong.
/// </summary>
internal sealed class ConfigFileProvider(ConfigFileSource source) : ConfigurationProvider, IDisposable
{
    /// <summary>How long a file that is not JSON is given the benefit of the doubt: somebody may still be writing it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Many times what a thousand tools need; a log or an image that was named by mistake is not read into memory.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private ConfigFileContent _content = ConfigFileContent.Empty;
    private ConfigFileWatcher? _watcher;
    private ITimer? _secondLook;
    private bool _disposed;

    public string Name => source.Path;

    /// <summary>What was read last, good or bad.</summary>
    public ConfigFileContent Content => Volatile.Read(ref _content);

    public override void Load()
    {
        Accept(ReadFile());
        if (source.ReloadOnChange)
        {
            _watcher ??= new ConfigFileWatcher(source.Path, source.Time, OnChanged);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _watcher?.Dispose();
            _secondLook?.Dispose();
        }
    }

    public override string ToString() => source.Path;

    private void OnChanged()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _secondLook?.Dispose();
            _secondLook = null;
            var content = ReadFile();
            if (content.Root is null && content.Errors.Count > 0)
            {
                _secondLook = source.Time.CreateTimer(_ => OnStillBad(), null, Grace, Timeout.InfiniteTimeSpan);
                return;
            }

            Accept(content);
        }

        OnReload();
    }

    private void OnStillBad()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Accept(ReadFile());
        }

        OnReload();
    }

    private void Accept(ConfigFileContent content)
    {
        if (content.Errors.Count == 0)
        {
            Data = FlatKeys.Of(content.Root);
        }

        Volatile.Write(ref _content, content);
    }

    private ConfigFileContent ReadFile()
    {
        try
        {
            return ReadBounded() is { } bytes
                ? ConfigFileReader.Read(source.Path, bytes)
                : Unreadable($"The file is larger than {MaxBytes / (1024 * 1024)} MiB.", "Split it: --config may be repeated.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return source.Optional
                ? ConfigFileContent.Empty
                : ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.File, source.Path, "The file does not exist."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.Exists(source.Path) ? Unreadable("This is a folder.", "Name a file in it.")
                : e is UnauthorizedAccessException ? Unreadable("This process may not read the file.", "Check its permissions.")
                : Unreadable($"The file cannot be read ({e.GetType().Name}).");
        }
    }

    private ConfigFileContent Unreadable(string reason, string hint = "") =>
        ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.File, source.Path, reason, hint));

    /// <returns>The bytes, or null when there are too many. The length of a pipe or device is not known before.</returns>
    private byte[]? ReadBounded()
    {
        using var file = File.OpenRead(source.Path);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            if (bytes.Length + read > MaxBytes)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
