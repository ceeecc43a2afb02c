using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.Plugins.Credentials.OAuth.Options;
using McpProxy.Plugins.Credentials.OAuth.Tokens;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>The flow of one provider, as it is configured. It holds nothing but options: a reload replaces it.</summary>
/// <param name="name">Name of the section below <c>McpProxy:OAuth</c>.</param>
/// <param name="options">The section.</param>
/// <param name="redirectUri">Where people come back to, character by character.</param>
/// <param name="rooms">What all flows share.</param>
internal sealed class AuthorizationFlow(string name, OAuthOptions options, string redirectUri, FlowRooms rooms) : IAuthorizationFlow
{
    /// <summary>Flows of one owner that may wait for their callbacks; the oldest gives way.</summary>
    private const int MaxPending = 4;

    private readonly TokenRequests _requests = new(options, rooms.Http, rooms.Time);

    public string Name => name;

    /// <summary>Where people come back to.</summary>
    public Uri RedirectUri { get; } = new(redirectUri);

    public ValueTask<AuthorizationStart> StartAsync(HttpContext context) => StartAsync(context, browser: null);

    /// <param name="context">The caller's request.</param>
    /// <param name="browser">Digest of the cookie of the browser that alone may end the flow; null for any.</param>
    /// <exception cref="ProxyErrorException">It cannot begin.</exception>
    public async ValueTask<AuthorizationStart> StartAsync(HttpContext context, string? browser)
    {
        var owner = OwnerOf(context);
        if (!rooms.Limit.TryBegin($"{owner.Tenant}\n{owner.User}"))
        {
            throw OAuthErrors.TooManyFlows(name);
        }

        var expires = rooms.Time.GetUtcNow() + options.StateLifetime;
        var verifier = options.Pkce ? Pkce.CreateVerifier() : null;
        var entry = new FlowEntry
        {
            Provider = name,
            Tenant = owner.Tenant,
            User = owner.User,
            Session = ProxyExchange.Get(context)?.SessionId,
            Browser = browser,
            Nonce = StateSignature.CreateNonce(),
            AuthorizationUrl = AuthorizationUrl(verifier),
            RedirectUri = RedirectUri.OriginalString,
            Verifier = verifier,
            Expires = expires,
        };
        var state = await StoredAsync(() => BeginAsync(owner, entry, context.RequestAborted));
        Log.Started(rooms.Logger, name);
        return new AuthorizationStart(new Uri(QueryHelpers.AddQueryString(entry.AuthorizationUrl, "state", state)), options.StateLifetime);
    }

    public async ValueTask<AuthorizationReport> GetStatusAsync(HttpContext context)
    {
        var key = VaultKey.Of(OwnerOf(context), name);
        var entry = await StoredAsync(() => rooms.Vault.ReadAsync(key, context.RequestAborted));
        return StatusReport.Of(entry.Row, rooms.Time.GetUtcNow());
    }

    public async ValueTask<AuthorizedToken> GetTokenAsync(HttpContext context, bool refresh = false)
    {
        var key = VaultKey.Of(OwnerOf(context), name);
        var entry = await StoredAsync(() => rooms.Vault.ReadAsync(key, context.RequestAborted));
        if (entry.Row?.Tokens is not { } tokens)
        {
            throw OAuthErrors.NotAuthorized(name, entry.Row);
        }

        if (refresh || !tokens.Lasts(options.RefreshBefore, rooms.Time.GetUtcNow()))
        {
            tokens = await StoredAsync(() => rooms.Refresher.RefreshAsync(key, tokens, refresh, _requests, context.RequestAborted));
        }

        return new AuthorizedToken(tokens.AccessToken, tokens.ExpiresAt);
    }

    public async ValueTask<bool> ClearAsync(HttpContext context)
    {
        var key = VaultKey.Of(OwnerOf(context), name);
        var row = (await StoredAsync(() => rooms.Vault.ReadAsync(key, context.RequestAborted))).Row;
        var existed = await StoredAsync(() => ForgetAsync(key, row));
        if (row?.Tokens is { } tokens)
        {
            await RevokeAsync(tokens);
        }

        if (existed)
        {
            Log.Cleared(rooms.Logger, name);
        }

        return existed;
    }

    /// <summary>Whether an issuer that a callback names may be this provider's (RFC 9207).</summary>
    public bool IsIssuer(string? issuer) => string.IsNullOrEmpty(issuer) || options.Issuer is not { } expected || issuer == expected;

    /// <summary>Notes that the person came back and the provider refused.</summary>
    public ValueTask<bool> FailAsync(FlowState state, string error) => rooms.Vault.ChangeAsync(
        VaultKey.Of(state.Entry.Owner, name),
        row => row.Find(state.Id) is { } flow ? row with { Pending = [.. row.Pending.Where(p => p != flow)], Error = error } : null,
        CancellationToken.None);

    /// <summary>Notes that the person came back with a code.</summary>
    /// <returns>Whether the owner still waits for it; not when it was cleared meanwhile.</returns>
    public ValueTask<bool> ReturnAsync(FlowState state) => rooms.Vault.ChangeAsync(
        VaultKey.Of(state.Entry.Owner, name),
        row => row.Find(state.Id) is { } flow ? row with { Pending = [.. row.Pending.Select(p => p == flow ? p with { IsBack = true } : p)] } : null,
        CancellationToken.None);

    /// <summary>Trades a code for tokens.</summary>
    /// <exception cref="TokenRefusedException">The provider refused.</exception>
    /// <exception cref="TokenServerException">The provider could not be reached.</exception>
    public Task<TokenSet> RedeemAsync(FlowState state, string code) =>
        _requests.RedeemAsync(code, state.Entry.RedirectUri, state.Entry.Verifier, CancellationToken.None);

    /// <summary>Stores the tokens of a flow. Other flows of the owner end with it.</summary>
    /// <returns>Whether the owner still wanted them; else they are revoked.</returns>
    public async ValueTask<bool> CompleteAsync(FlowState state, TokenSet tokens)
    {
        var isStored = await rooms.Vault.ChangeAsync(
            VaultKey.Of(state.Entry.Owner, name),
            row => row.Find(state.Id) is null ? null : VaultRow.Empty with { Tokens = tokens },
            CancellationToken.None);
        if (!isStored)
        {
            await RevokeAsync(tokens);
        }

        return isStored;
    }

    /// <summary>Failures of the store are its own; whatever else a caller should know is thrown as such already.</summary>
    private static async ValueTask<T> StoredAsync<T>(Func<ValueTask<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is not (ProxyErrorException or OperationCanceledException))
        {
            throw OAuthErrors.StorageFailed(e);
        }
    }

    private FlowOwner OwnerOf(HttpContext context)
    {
        var owner = FlowOwner.Of(context);
        return owner.IsAnonymous && !options.AllowAnonymous ? throw OAuthErrors.CallerNeeded(name)
            : owner.IsVerified ? owner
            : throw OAuthErrors.CallerUnproven(name);
    }

    private string AuthorizationUrl(string? verifier)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = RedirectUri.OriginalString,
        };
        if (options.Scopes.Count > 0)
        {
            query["scope"] = string.Join(options.ScopeSeparator, options.Scopes);
        }

        if (verifier is not null)
        {
            query["code_challenge"] = Pkce.ChallengeOf(verifier);
            query["code_challenge_method"] = "S256";
        }

        foreach (var (parameter, value) in options.AuthorizationParameters)
        {
            query[parameter] = value;
        }

        return QueryHelpers.AddQueryString(options.AuthorizationUrl!.AbsoluteUri, query);
    }

    private async ValueTask<string> BeginAsync(FlowOwner owner, FlowEntry entry, CancellationToken cancellationToken)
    {
        var (state, id) = await rooms.States.AddAsync(entry, cancellationToken);
        IEnumerable<PendingFlow> dropped = [];
        await rooms.Vault.ChangeAsync(
            VaultKey.Of(owner, name),
            row =>
            {
                var now = rooms.Time.GetUtcNow();
                var alive = row.Pending.Where(p => p.Expires > now).ToList();
                dropped = alive.SkipLast(MaxPending - 1);
                return row with { Pending = [.. alive.TakeLast(MaxPending - 1), new PendingFlow(id, entry.Expires)], Error = row.Tokens is null ? null : row.Error };
            },
            cancellationToken);
        foreach (var flow in dropped)
        {
            await rooms.States.RemoveAsync(flow.Id, cancellationToken);
        }

        return state;
    }

    /// <summary>A request that is given up must not leave half of it behind.</summary>
    private async ValueTask<bool> ForgetAsync(VaultKey key, VaultRow? row)
    {
        var existed = await rooms.Vault.RemoveAsync(key, CancellationToken.None);
        foreach (var flow in row?.Pending ?? [])
        {
            await rooms.States.RemoveAsync(flow.Id, CancellationToken.None);
        }

        return existed;
    }

    private async Task RevokeAsync(TokenSet tokens)
    {
        try
        {
            await _requests.RevokeAsync(tokens, CancellationToken.None);
        }
        catch (Exception e) when (e is TokenRefusedException or TokenServerException)
        {
            Log.RevocationFailed(rooms.Logger, name, e.Message);
        }
    }
}
