using System.Collections.Concurrent;
using System.Text.Json;
using McpProxy.State;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.OAuth.Vault;

/// <summary>The rows of all owners, encrypted in the state store.</summary>
internal sealed class TokenVault(IStateStore store, ISeal seal, TimeProvider time, ILogger<TokenVault> logger)
{
    private const string Purpose = "oauth vault";
    private const int MaxOpened = 4096;
    private const int MaxAttempts = 50;

    private static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Rows that were opened lately, so that a call with a fresh token decrypts nothing. The version tells whether they are still right.</summary>
    private readonly ConcurrentDictionary<string, VaultEntry> _opened = new(StringComparer.Ordinal);

    public async ValueTask<VaultEntry> ReadAsync(VaultKey key, CancellationToken cancellationToken)
    {
        if (await store.Records.GetAsync(key.Record, cancellationToken) is not { } record)
        {
            _opened.TryRemove(key.Record, out _);
            return default;
        }

        if (_opened.TryGetValue(key.Record, out var opened) && opened.Version == record.Version)
        {
            return opened;
        }

        var plain = seal.Open(Purpose, record.Value.Span, key.Associated);
        if (plain is null)
        {
            Log.RowUnreadable(logger, key.Provider);
            return new VaultEntry(null, record.Version);
        }

        return Keep(key, new VaultEntry(JsonSerializer.Deserialize(plain, OAuthJson.Default.VaultRow), record.Version));
    }

    /// <summary>Writes a row only if it is still the one that was read.</summary>
    /// <returns>Whether it was.</returns>
    public async ValueTask<bool> TryWriteAsync(VaultKey key, VaultRow row, long expectedVersion, CancellationToken cancellationToken)
    {
        var sealedRow = seal.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(row, OAuthJson.Default.VaultRow), key.Associated);
        if (await store.Records.TrySetAsync(key.Record, sealedRow, expectedVersion, LifetimeOf(row), cancellationToken) is not { } version)
        {
            return false;
        }

        Keep(key, new VaultEntry(row, version));
        return true;
    }

    /// <summary>Changes a row, again and again until nobody else has changed it meanwhile.</summary>
    /// <param name="key">Which row.</param>
    /// <param name="change">Makes the new row of the old one, which is empty when there is none. Null: leaves it as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was changed.</returns>
    /// <exception cref="IOException">Too many others change it.</exception>
    public async ValueTask<bool> ChangeAsync(VaultKey key, Func<VaultRow, VaultRow?> change, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxAttempts; i++)
        {
            var entry = await ReadAsync(key, cancellationToken);
            if (change(entry.Row ?? VaultRow.Empty) is not { } changed)
            {
                return false;
            }

            if (await TryWriteAsync(key, changed, entry.Version, cancellationToken))
            {
                return true;
            }
        }

        throw new IOException("The authorization is changed by too many at once.");
    }

    /// <returns>Whether there was a row, readable or not.</returns>
    public async ValueTask<bool> RemoveAsync(VaultKey key, CancellationToken cancellationToken)
    {
        _opened.TryRemove(key.Record, out _);
        return await store.Records.RemoveAsync(key.Record, cancellationToken);
    }

    private VaultEntry Keep(VaultKey key, VaultEntry entry)
    {
        if (_opened.Count >= MaxOpened)
        {
            _opened.Clear(); // Rare, and each row is opened again when it is needed.
        }

        return _opened[key.Record] = entry;
    }

    private TimeSpan LifetimeOf(VaultRow row)
    {
        var now = time.GetUtcNow();
        var until = row.Pending.Select(p => p.Expires).DefaultIfEmpty(now).Max();
        if (row.Tokens is { RefreshToken: not null } or { ExpiresAt: null })
        {
            return RefreshTokenLifetime;
        }

        until = row.Tokens?.ExpiresAt is { } expires && expires > until ? expires : until;
        return (until > now ? until - now : TimeSpan.Zero) + Remembered;
    }
}
