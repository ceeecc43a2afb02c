using System.Security.Cryptography;
using McpProxy.Configuration;
using Microsoft.Extensions.Logging;

namespace McpProxy.State.Artifacts;

/// <summary>
/// The artifacts of this process: who may have how many, and how long. For a new artifact a caller's own oldest ones go; what
/// others have does not, so that nobody can push anybody else's out. Thread-safe.
/// </summary>
internal sealed partial class ArtifactStore(LiveConfig config, ArtifactMetrics metrics, TimeProvider time, ILogger<ArtifactStore> logger) : IDisposable
{
    /// <summary>Why an artifact goes that was never announced, or whose answer broke off.</summary>
    public const string NotKept = "not_kept";

    private const string Expired = "expired";
    private const string Evicted = "evicted";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Artifact> _artifacts = new(StringComparer.Ordinal);
    private ArtifactFolder? _folder;
    private long _bytes;
    private long _lastNumber;
    private bool _isFailing;
    private bool _isClosed;

    /// <summary>Whether the last attempt to write failed.</summary>
    public bool IsFailing => Volatile.Read(ref _isFailing);

    /// <summary>How many there are, those being written included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _artifacts.Count;
            }
        }
    }

    private ArtifactsConfig Limits => config.Current.Host.Artifacts;

    /// <summary>Removes what former processes have left.</summary>
    public void Open()
    {
        var count = Folder().RemoveLeftovers();
        if (count > 0)
        {
            Log.RemovedLeftovers(logger, count);
        }
    }

    /// <summary>Begins an artifact. It takes no room before it has a chunk, or is announced.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="mediaType">Media type without parameters.</param>
    /// <param name="demands">What its caller had to meet.</param>
    public ArtifactWriter Begin(ArtifactOwner owner, string mediaType, ArtifactDemands demands = default) => new(this, new Artifact
    {
        Id = Base64Url(RandomNumberGenerator.GetBytes(16)),
        Owner = owner.Key,
        Share = owner.Share,
        MediaType = mediaType,
        Demands = demands,
    });

    /// <summary>Finds an artifact of a caller, and waits until it is whole; null when there is none, or it is somebody else's.</summary>
    public async ValueTask<Artifact?> FindAsync(string id, ArtifactOwner owner, CancellationToken cancellationToken)
    {
        Artifact? artifact;
        lock (_lock)
        {
            if (!_artifacts.TryGetValue(id, out artifact) || artifact.Owner != owner.Key)
            {
                return null;
            }
        }

        return await artifact.Completion.WaitAsync(cancellationToken) && artifact.Expires > time.GetTimestamp() ? artifact : null;
    }

    /// <summary>Lets go of what is too old.</summary>
    public void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var artifact in Select(a => a.IsWhole && a.Expires <= now))
        {
            Drop(artifact, Expired);
        }
    }

    /// <summary>Lets go of an artifact whose file is not what was written.</summary>
    public void DropDamaged(Artifact artifact, Exception reason)
    {
        Log.Damaged(logger, reason);
        Drop(artifact, "damaged");
    }

    /// <summary>Lets go of everything; nothing is kept any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        foreach (var artifact in Select(_ => true))
        {
            Drop(artifact, NotKept);
        }

        try
        {
            Interlocked.Exchange(ref _folder, null)?.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failed(e); // The next process removes it.
        }
    }

    /// <summary>Gives an artifact a place.</summary>
    internal ArtifactRefusal Admit(Artifact artifact)
    {
        var limits = Limits;
        List<Artifact> evicted = [];
        lock (_lock)
        {
            if (!MakeRoom(artifact, evicted, (count, _) => count < limits.MaxCountPerCaller))
            {
                return Refuse(ArtifactRefusal.CallerFull);
            }

            if (_isClosed || _artifacts.Count - evicted.Count >= limits.MaxCount)
            {
                return Refuse(ArtifactRefusal.Full);
            }

            artifact.Number = ++_lastNumber;
            _artifacts.Add(artifact.Id, artifact);
        }

        metrics.Added();
        Evict(evicted);
        return ArtifactRefusal.None;
    }

    /// <summary>Gives an artifact room for further bytes.</summary>
    internal ArtifactRefusal Reserve(Artifact artifact, int bytes)
    {
        var limits = Limits;
        List<Artifact> evicted = [];
        lock (_lock)
        {
            if (artifact.Length + bytes > limits.MaxBytes)
            {
                return Refuse(ArtifactRefusal.TooLarge);
            }

            if (!MakeRoom(artifact, evicted, (_, size) => size + bytes <= limits.MaxBytesPerCaller))
            {
                return Refuse(ArtifactRefusal.CallerFull);
            }

            if (_isClosed || !_artifacts.ContainsKey(artifact.Id) || _bytes - evicted.Sum(a => a.Length) + bytes > limits.MaxTotalBytes)
            {
                return Refuse(ArtifactRefusal.Full);
            }

            artifact.Length += bytes;
            _bytes += bytes;
        }

        metrics.Grew(bytes);
        Evict(evicted);
        return ArtifactRefusal.None;
    }

    /// <summary>Makes a file for an artifact.</summary>
    internal FileStream CreateFile()
    {
        lock (_lock)
        {
            return _isClosed ? throw new IOException("The process ends.") : Folder().Create();
        }
    }

    /// <summary>Keeps an artifact that is whole, from now on.</summary>
    internal void Keep(Artifact artifact)
    {
        artifact.Created = time.GetUtcNow();
        artifact.Expires = time.GetTimestamp() + (long)(Limits.TimeToLive.TotalSeconds * time.TimestampFrequency);
        artifact.Complete(isWhole: true);
        Volatile.Write(ref _isFailing, false);
    }

    /// <summary>Lets go of an artifact; what reads it already can go on.</summary>
    internal void Drop(Artifact artifact, string reason)
    {
        artifact.Complete(isWhole: false);
        bool wasThere;
        lock (_lock)
        {
            wasThere = _artifacts.Remove(artifact.Id);
            _bytes -= wasThere ? artifact.Length : 0;
        }

        if (wasThere)
        {
            metrics.Ended(reason, artifact.Length);
        }

        DeleteFile(artifact);
    }

    /// <summary>Says that an artifact could not be written or removed. The first of several in a row is a warning.</summary>
    internal void Failed(Exception exception)
    {
        var isFirst = !Interlocked.Exchange(ref _isFailing, true);
        Log.Failed(logger, isFirst ? LogLevel.Warning : LogLevel.Debug, exception);
        metrics.Refused("failed");
    }

    private ArtifactFolder Folder() => _folder ??= new ArtifactFolder(Limits.Directory is { Length: > 0 } directory ? directory : ArtifactFolder.Default);

    private ArtifactRefusal Refuse(ArtifactRefusal reason)
    {
        metrics.Refused(reason switch
        {
            ArtifactRefusal.TooLarge => "too_large",
            ArtifactRefusal.CallerFull => "caller_full",
            _ => "full",
        });
        return reason;
    }

    /// <summary>Chooses whole artifacts of the same share, the oldest first, without which the others leave room.</summary>
    private bool MakeRoom(Artifact artifact, List<Artifact> evicted, Func<int, long, bool> fits)
    {
        var (count, size) = (0, 0L);
        foreach (var other in _artifacts.Values)
        {
            if (other.Share == artifact.Share)
            {
                count++;
                size += other.Length;
            }
        }

        while (!fits(count, size))
        {
            if (_artifacts.Values.Where(a => a.Share == artifact.Share && a.IsWhole && !evicted.Contains(a)).MinBy(a => a.Number) is not { } oldest)
            {
                evicted.Clear();
                return false;
            }

            evicted.Add(oldest);
            count--;
            size -= oldest.Length;
        }

        return true;
    }

    private void Evict(List<Artifact> artifacts)
    {
        foreach (var artifact in artifacts)
        {
            Drop(artifact, Evicted);
        }
    }

    private List<Artifact> Select(Func<Artifact, bool> predicate)
    {
        lock (_lock)
        {
            return [.. _artifacts.Values.Where(predicate)];
        }
    }

    private void DeleteFile(Artifact artifact)
    {
        if (artifact.File is not { } file)
        {
            return;
        }

        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failed(e);
        }
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static partial class Log
    {
        [LoggerMessage(311, LogLevel.Information, "Removed {Count} artifacts of former processes.")]
        public static partial void RemovedLeftovers(ILogger logger, int count);

        [LoggerMessage(EventId = 312, Message = "An artifact cannot be written or removed: what is cut from answers may not be kept.")]
        public static partial void Failed(ILogger logger, LogLevel level, Exception exception);

        [LoggerMessage(313, LogLevel.Error, "The file of an artifact is not what was written; the artifact is dropped.")]
        public static partial void Damaged(ILogger logger, Exception exception);
    }
}
