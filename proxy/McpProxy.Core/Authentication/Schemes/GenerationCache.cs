using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using McpProxy.Credentials;

namespace McpProxy.Authentication.Schemes;

/// <summary>
/// A bounded cache by digest. It has two generations: when the newer one is full it becomes the older one, which is dropped,
/// and what is used again moves over. Nothing is counted or ordered per use.
/// </summary>
/// <param name="size">Entries in one generation.</param>
internal sealed class GenerationCache<T>(int size)
    where T : class
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<CredentialDigest, T> _newer = new();
    private ConcurrentDictionary<CredentialDigest, T> _older = new();
    private int _count;

    public bool TryGet(CredentialDigest key, [NotNullWhen(true)] out T? value)
    {
        if (Volatile.Read(ref _newer).TryGetValue(key, out value))
        {
            return true;
        }

        if (!Volatile.Read(ref _older).TryGetValue(key, out value))
        {
            return false;
        }

        Set(key, value);
        return true;
    }

    public void Set(CredentialDigest key, T value)
    {
        if (!Volatile.Read(ref _newer).TryAdd(key, value))
        {
            Volatile.Read(ref _newer)[key] = value;
        }
        else if (Interlocked.Increment(ref _count) >= size)
        {
            Turn();
        }
    }

    public void Remove(CredentialDigest key)
    {
        Volatile.Read(ref _newer).TryRemove(key, out _);
        Volatile.Read(ref _older).TryRemove(key, out _);
    }

    private void Turn()
    {
        lock (_turning)
        {
            if (Volatile.Read(ref _count) >= size)
            {
                Volatile.Write(ref _older, _newer);
                Volatile.Write(ref _newer, new());
                Volatile.Write(ref _count, 0);
            }
        }
    }
}
