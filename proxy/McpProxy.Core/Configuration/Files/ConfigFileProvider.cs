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
            return ConfigFileReader.Read(source.Path, File.ReadAllBytes(source.Path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return source.Optional
                ? ConfigFileContent.Empty
                : ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.File, source.Path, "The file does not exist."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.File, source.Path, $"The file cannot be read ({e.GetType().Name})."));
        }
    }
}
