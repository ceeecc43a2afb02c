using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>Finds and changes what callers have chosen.</summary>
internal sealed class CallContexts(ContextHandles handles, SessionContexts sessions, HeaderCredentials credentials) : ICallContexts
{
    public async ValueTask<CurrentContext> GetAsync(HttpContext context)
    {
        var exchange = ProxyExchange.Get(context) ?? throw new ArgumentException("The request is not in the corridor.", nameof(context));
        var current = await FindAsync(exchange, context.RequestAborted);
        return current is { Source: ContextSource.Session, Handle: null } ? current with { Handle = handles.Seal(current.Chosen, exchange.Caller) } : current;
    }

    public async ValueTask<CurrentContext> ChangeAsync(HttpContext context, Func<CallContext, CallContext> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var exchange = ProxyExchange.Get(context) ?? throw new ArgumentException("The request is not in the corridor.", nameof(context));
        var before = await FindAsync(exchange, context.RequestAborted);
        exchange.Current = exchange.SessionId is { } session && before.Source != ContextSource.Handle
            ? await ChangeAsync(session, exchange, change, context.RequestAborted)
            : Handle(Apply(change, before.Chosen, exchange), exchange.Caller);
        return exchange.Current;
    }

    /// <summary>The choice in force, without a handle that nobody asked for. Looked for once per exchange.</summary>
    /// <exception cref="ProxyErrorException">The handle cannot be used.</exception>
    public ValueTask<CurrentContext> FindAsync(ProxyExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Current is { } known)
        {
            return new(known);
        }

        ReadRequest(exchange);
        if (exchange is { HasRequested: true, Requested.Handle: { } handle })
        {
            return new(exchange.Current = Open(handle, exchange));
        }

        return exchange.SessionId is { } session ? FindAsync(exchange, session, cancellationToken) : new(exchange.Current = Nothing);
    }

    private static CurrentContext Nothing { get; } = new(CallContext.Empty, ContextSource.None);

    private static CurrentContext Swapped { get; } = Nothing with { TokenSwapped = true };

    private static void ReadRequest(ProxyExchange exchange)
    {
        // At the HTTP door they have been taken off the request already.
        if (exchange is { Door: ExchangeDoor.Mcp, CallerRequest: { } caller })
        {
            ContextHeaders.Read(caller.Request.Headers, exchange);
        }

        if (exchange.HasRequested)
        {
            ContextSyntax.Check(exchange.Requested);
        }
    }

    private CurrentContext Open(string handle, ProxyExchange exchange)
    {
        var chosen = handles.Open(handle, exchange.Caller);
        return IsOf(chosen.CredentialFingerprint, chosen.HeaderFingerprints, exchange) ? new(chosen, ContextSource.Handle, handle) : Swapped with { Source = ContextSource.Handle };
    }

    private async ValueTask<CurrentContext> FindAsync(ProxyExchange exchange, string session, CancellationToken cancellationToken)
    {
        var record = await sessions.FindAsync(session, cancellationToken);
        return exchange.Current = record is null ? Nothing
            : IsOf(record, exchange) ? new(record.ToContext(), ContextSource.Session)
            : Swapped;
    }

    private async ValueTask<CurrentContext> ChangeAsync(string session, ProxyExchange exchange, Func<CallContext, CallContext> change, CancellationToken cancellationToken)
    {
        var record = await sessions.ChangeAsync(
            session,
            old => ContextRecord.Of(Apply(change, old is not null && IsOf(old, exchange) ? old.ToContext() : CallContext.Empty, exchange), exchange.Caller.Key),
            cancellationToken);
        var chosen = record.ToContext();
        return new(chosen, ContextSource.Session, handles.Seal(chosen, exchange.Caller));
    }

    private CurrentContext Handle(CallContext chosen, ExchangeCaller caller) => new(chosen, ContextSource.Handle, handles.Seal(chosen, caller));

    private CallContext Apply(Func<CallContext, CallContext> change, CallContext old, ProxyExchange exchange) =>
        change(old) with { CredentialFingerprint = exchange.Caller.CredentialFingerprint, HeaderFingerprints = credentials.Of(exchange) ?? old.HeaderFingerprints };

    /// <summary>A session is one caller's; this holds even if it were not.</summary>
    private static bool IsOf(ContextRecord record, ProxyExchange exchange) =>
        string.Equals(record.Caller, exchange.Caller.Key, StringComparison.Ordinal) && IsOf(record.Fingerprint ?? "", record.Headers, exchange);

    private static bool IsOf(string fingerprint, IReadOnlyDictionary<string, string>? headers, ProxyExchange exchange) =>
        string.Equals(fingerprint, exchange.Caller.CredentialFingerprint, StringComparison.Ordinal) && !HeaderCredentials.HaveChanged(headers, exchange);
}
