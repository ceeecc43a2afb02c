using System.Collections.Concurrent;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.OAuth.Tokens;

/// <summary>
/// Refreshes tokens: once for all calls of this process that wait for the same ones, and once among replicas, which agree by a
/// mark in the row. A rotated refresh token is stored before the access token that came with it is used.
/// </summary>
internal sealed class TokenRefresher(TokenVault vault, TimeProvider time, ILogger<TokenRefresher> logger)
{
    /// <summary>Longer than a request to the provider may take.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(35);

    /// <summary>How long a token that is still good is used before the next attempt to refresh it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private const int StoreAttempts = 3;

    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Lazy<Task<TokenSet>>> _running = new(StringComparer.Ordinal);

    /// <summary>Refreshes, or waits for who does.</summary>
    /// <param name="key">Whose tokens.</param>
    /// <param name="seen">The tokens that are not good enough.</param>
    /// <param name="isForced">Whether they are to be replaced although they may still be good.</param>
    /// <param name="requests">The provider.</param>
    /// <param name="cancellationToken">Gives up waiting; the refresh goes on for the others.</param>
    /// <exception cref="ProxyErrorException">There is no token.</exception>
    public async ValueTask<TokenSet> RefreshAsync(VaultKey key, TokenSet seen, bool isForced, TokenRequests requests, CancellationToken cancellationToken)
    {
        var running = _running.GetOrAdd(key.Record, _ => new Lazy<Task<TokenSet>>(() => Task.Run(() => RunOnceAsync(key, seen, isForced, requests), CancellationToken.None)));
        return await running.Value.WaitAsync(cancellationToken);
    }

    private async Task<TokenSet> RunOnceAsync(VaultKey key, TokenSet seen, bool isForced, TokenRequests requests)
    {
        try
        {
            return await RunAsync(key, seen, isForced, requests);
        }
        finally
        {
            _running.TryRemove(key.Record, out _);
        }
    }

    private async Task<TokenSet> RunAsync(VaultKey key, TokenSet seen, bool isForced, TokenRequests requests)
    {
        var deadline = time.GetUtcNow() + Turn;
        while (true)
        {
            var entry = await vault.ReadAsync(key, CancellationToken.None);
            var now = time.GetUtcNow();
            if (entry.Row is not { Tokens: { } tokens } row)
            {
                throw OAuthErrors.NotAuthorized(key.Provider, entry.Row);
            }

            if (tokens.Id != seen.Id)
            {
                return tokens; // Somebody was faster.
            }

            var isGood = tokens.Lasts(TimeSpan.Zero, now);
            if (row.RefreshNotBefore > now)
            {
                if (isGood && !isForced)
                {
                    return tokens;
                }

                if (now >= deadline)
                {
                    throw OAuthErrors.Unreachable(key.Provider, null);
                }

                await Task.Delay(PollPeriod, time);
                continue;
            }

            if (tokens.RefreshToken is not { } refreshToken)
            {
                return isGood && !isForced ? tokens : throw OAuthErrors.NotRefreshable(key.Provider);
            }

            if (await vault.TryWriteAsync(key, row with { RefreshNotBefore = now + Turn }, entry.Version, CancellationToken.None))
            {
                return await RequestAsync(key, tokens, refreshToken, isGood && !isForced, requests);
            }
        }
    }

    private async Task<TokenSet> RequestAsync(VaultKey key, TokenSet old, string refreshToken, bool isOldGood, TokenRequests requests)
    {
        TokenSet fresh;
        try
        {
            fresh = await requests.RefreshAsync(refreshToken, CancellationToken.None);
        }
        catch (TokenRefusedException e) when (e.Kind == RefusalKind.Grant)
        {
            Log.RefreshRefused(logger, key.Provider, e.Message);
            await ChangeAsync(key, old, row => row with { Tokens = null, RefreshNotBefore = null, Error = OAuthErrors.RefreshFailed });
            throw OAuthErrors.Refused(key.Provider);
        }
        catch (Exception e) when (e is TokenRefusedException or TokenServerException)
        {
            Log.RefreshFailed(logger, key.Provider, e.Message);
            await ChangeAsync(key, old, row => row with { RefreshNotBefore = isOldGood ? time.GetUtcNow() + Pause : null });
            return isOldGood ? old
                : throw (e is TokenRefusedException { Kind: RefusalKind.Client } ? OAuthErrors.ClientRefused(key.Provider) : OAuthErrors.Unreachable(key.Provider, (e as TokenRefusedException)?.RetryAfter));
        }
        catch
        {
            await ChangeAsync(key, old, row => row with { RefreshNotBefore = null });
            throw;
        }

        if (await StoreAsync(key, old, fresh))
        {
            Log.Refreshed(logger, key.Provider, fresh.RefreshToken != refreshToken);
            return fresh;
        }

        // Cleared, or authorized anew, while the provider answered.
        await RevokeAsync(key, fresh, requests);
        var entry = await vault.ReadAsync(key, CancellationToken.None);
        return entry.Row?.Tokens ?? throw OAuthErrors.NotAuthorized(key.Provider, entry.Row);
    }

    /// <summary>Stores new tokens, more than once if need be: a rotated refresh token that is lost is an authorization that is lost.</summary>
    private async ValueTask<bool> StoreAsync(VaultKey key, TokenSet old, TokenSet fresh)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ChangeAsync(key, old, row => row with { Tokens = fresh, RefreshNotBefore = null, Error = null }) || (attempt > 1 && await IsStoredAsync(key, fresh));
            }
            catch (Exception e) when (attempt < StoreAttempts)
            {
                Log.StorageFailed(logger, e);
            }
        }
    }

    /// <summary>An attempt that failed may have stored them all the same: in memory, or with an answer that was lost.</summary>
    private async ValueTask<bool> IsStoredAsync(VaultKey key, TokenSet fresh) =>
        (await vault.ReadAsync(key, CancellationToken.None)).Row?.Tokens?.Id == fresh.Id;

    private ValueTask<bool> ChangeAsync(VaultKey key, TokenSet old, Func<VaultRow, VaultRow> change) =>
        vault.ChangeAsync(key, row => row.Tokens?.Id == old.Id ? change(row) : null, CancellationToken.None);

    private async Task RevokeAsync(VaultKey key, TokenSet tokens, TokenRequests requests)
    {
        try
        {
            await requests.RevokeAsync(tokens, CancellationToken.None);
        }
        catch (Exception e) when (e is TokenRefusedException or TokenServerException)
        {
            Log.RevocationFailed(logger, key.Provider, e.Message);
        }
    }
}
