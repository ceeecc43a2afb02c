using McpProxy.Context;
using McpProxy.Credentials;
using McpProxy.Regions;
using Microsoft.AspNetCore.Http;

namespace McpProxy;

/// <summary>
/// Everything that travels with one exchange through the corridor: set by the doors, read and extended by transforms.
/// It is a feature of the <see cref="HttpContext"/>, the same type behind both doors. Not thread-safe: one exchange runs
/// on one logical thread.
/// </summary>
public sealed class ProxyExchange
{
    private ExchangeCaller? _caller;
    private string? _credentialFingerprint;
    private RequestedContext? _requested;
    private ExchangeItems _items;
    private List<ExchangeNotice>? _notices;
    private CallContext? _chosen;
    private ContextSource _chosenSource = ContextSource.None;
    private string? _profile;
    private ContextSource _profileSource = ContextSource.None;

    /// <summary>The door the exchange came through.</summary>
    public ExchangeDoor Door { get; init; }

    /// <summary>Unique per exchange; also the <c>X-Request-Id</c> of the response and the <c>requestId</c> of errors.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The MCP tool being called, or the prompt or resource being read; null on the HTTP door.</summary>
    public string? ToolName { get; init; }

    /// <summary>The request of the caller, from which <see cref="Caller"/> is found when somebody asks; null over stdio.</summary>
    internal HttpContext? CallerRequest { get; init; }

    /// <summary>Who sends the request. Never null.</summary>
    public ExchangeCaller Caller
    {
        get => _caller ??= CallerRequest is { } request ? ExchangeCaller.Of(request) : ExchangeCaller.Anonymous;
        init => _caller = value;
    }

    /// <summary>
    /// SHA-256, in lower-case hexadecimal digits, of the caller's credential that this exchange runs with: the one that a transform
    /// traded, wherever the caller sent it, else <see cref="ExchangeCaller.CredentialFingerprint"/>. What is cached of an answer
    /// belongs to it. Empty when the caller brought none.
    /// </summary>
    public string CredentialFingerprint
    {
        get => _credentialFingerprint ?? Caller.CredentialFingerprint;
        set => _credentialFingerprint = value;
    }

    /// <summary>
    /// The session of an initialize-era client, which has been found to be this caller's; null for all others. It is a key for
    /// state, never a credential.
    /// </summary>
    public string? SessionId { get; init; }

    /// <summary>What the call itself says of identity, profile and region; unchecked. Never null.</summary>
    public RequestedContext Requested => _requested ??= new RequestedContext();

    /// <summary>What the arguments of the call say of its context; null for nothing.</summary>
    internal RequestedContext? Arguments
    {
        init => _requested = value;
    }

    /// <summary>Whether the call itself says anything of its context.</summary>
    public bool HasRequested => _requested is not null;

    /// <summary>The partner identity resolved for this exchange, or null.</summary>
    public string? Identity { get; private set; }

    /// <summary>Where <see cref="Identity"/> comes from.</summary>
    public ContextSource IdentitySource { get; private set; } = ContextSource.None;

    /// <summary>The profile (account scope) resolved for this exchange, or null. What the caller chose before follows the <see cref="Identity"/> in force.</summary>
    public string? Profile => ChosenOf(_chosen?.Profiles) ?? _profile;

    /// <summary>Where <see cref="Profile"/> comes from.</summary>
    public ContextSource ProfileSource => ChosenOf(_chosen?.Profiles) is null ? _profileSource : _chosenSource;

    /// <summary>The two-letter country of <see cref="Profile"/>, or null when nobody knows. Preparations say it as item <c>profile_country</c>.</summary>
    public string? ProfileCountry => ChosenOf(_chosen?.Profiles) is null ? GetItem("profile_country") : ChosenOf(_chosen?.Countries);

    /// <summary>The region resolved for this exchange, or null.</summary>
    public string? Region { get; private set; }

    /// <summary>Where <see cref="Region"/> comes from.</summary>
    public ContextSource RegionSource { get; private set; } = ContextSource.None;

    /// <summary>What the caller should know although its request succeeds; mostly empty.</summary>
    public IReadOnlyList<ExchangeNotice> Notices => _notices ?? (IReadOnlyList<ExchangeNotice>)[];

    /// <summary>What finds the region of the exchange; null when its cluster is not routed by region.</summary>
    internal IRegionMap? Regions { get; set; }

    /// <summary>The choice in force, once somebody asked for it.</summary>
    internal CurrentContext? Current { get; set; }

    /// <summary>The failure that ended the exchange before or instead of an upstream answer; null while all is well.</summary>
    public ProxyError? Error { get; private set; }

    /// <summary>The exchange of a request, or null outside the corridor.</summary>
    /// <param name="context">The request.</param>
    public static ProxyExchange? Get(HttpContext context) =>
        (ProxyExchange?)context.Features[typeof(ProxyExchange)]; // Get<T>, a generic method of an interface, is looked up at run time in every call.

    /// <summary>
    /// A header of the caller's own request, whatever door it came through. The request that goes down the corridor has others:
    /// a tool call sends none of its caller's headers upstream unless it is told to.
    /// </summary>
    /// <param name="name">Name of the header.</param>
    /// <returns>Its value; null when there is none, or over stdio.</returns>
    public string? GetCallerHeader(string name) =>
        CallerRequest is { } request && request.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>
    /// The access token that a scheme of kind <c>Jwt</c> accepted the caller by, for a transform that trades it (RFC 8693). It was
    /// issued for this proxy: send it to the token endpoint that the operator named for it and to nobody else.
    /// </summary>
    /// <returns>The token; null when the caller was accepted by something else.</returns>
    public string? GetAccessToken()
    {
        const string scheme = "Bearer ";
        return Caller.HasAccessToken && (AcceptedAuthorization ?? GetCallerHeader("Authorization")) is { } value && value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? value[scheme.Length..].Trim()
            : null;
    }

    /// <summary>
    /// The SHA-256 of a credential that the caller sent with this request. Prefer it to <see cref="CredentialDigest.Of(ReadOnlySpan{char})"/>
    /// wherever requests are many: what the same connection has sent before is not hashed again.
    /// </summary>
    /// <param name="credential">In clear. It is held in memory until the caller's connection ends or has sent two others.</param>
    public CredentialDigest DigestOf(ReadOnlyMemory<char> credential) => ConnectionDigests.Of(CallerRequest, credential);

    /// <summary><c>Authorization</c> as the HTTP door took it off the request; null where it is still there.</summary>
    internal string? AcceptedAuthorization { get; set; }

    /// <summary>Reads a value that an earlier transform left for later ones (for example <c>access_token</c>).</summary>
    /// <param name="name">Case-sensitive name.</param>
    /// <returns>The value, or null when nobody set it.</returns>
    public string? GetItem(string name) => _items.Find(name);

    /// <summary>Leaves a value for later transforms. Values may be secret: they are never logged.</summary>
    /// <param name="name">Case-sensitive name.</param>
    /// <param name="value">The value; replaces an earlier one.</param>
    public void SetItem(string name, string value) => _items.Set(name, value);

    /// <summary>
    /// Says a value of the context. It counts unless a stronger source has said one; of equally strong ones the last counts.
    /// Call it before a destination is chosen, that is in an <see cref="IExchangePreparation"/>.
    /// </summary>
    /// <param name="what">Which value.</param>
    /// <param name="value">The value; null takes back what this source or a weaker one said.</param>
    /// <param name="source">Who says it.</param>
    /// <returns>Whether it counts.</returns>
    public bool Offer(ContextValue what, string? value, ContextSource source)
    {
        var before = what switch
        {
            ContextValue.Identity => IdentitySource,
            ContextValue.Profile => _profileSource,
            _ => RegionSource,
        };
        if (source > before)
        {
            return false;
        }

        var now = value is null ? ContextSource.None : source;
        switch (what)
        {
            case ContextValue.Identity:
                (Identity, IdentitySource) = (value, now);
                break;
            case ContextValue.Profile:
                (_profile, _profileSource) = (value, now);
                return TakeBackChosenProfiles(value, source);
            default:
                (Region, RegionSource) = (value, now);
                break;
        }

        return true;
    }

    /// <summary>Tells the caller something although its request succeeds: in the header <c>X-McpProxy-Notice</c>, or in <c>_meta["mcpproxy/notice"]</c> of the result.</summary>
    /// <param name="code">A stable snake_case code.</param>
    /// <param name="message">One sentence.</param>
    public void AddNotice(string code, string message) => (_notices ??= []).Add(new ExchangeNotice(code, message));

    /// <summary>Says what the caller chose before. Its profiles count like offers of that source.</summary>
    internal void Choose(CallContext chosen, ContextSource source)
    {
        (_chosen, _chosenSource) = (chosen, source);
        if (chosen.Identity is not null)
        {
            Offer(ContextValue.Identity, chosen.Identity, source);
        }

        if (chosen.Region is not null)
        {
            Offer(ContextValue.Region, chosen.Region, source);
        }
    }

    /// <summary>
    /// Ends the exchange without calling the upstream: the HTTP door answers with RFC 9457 problem details, the MCP door
    /// with an <c>isError</c> result. Call it from a request transform and return. The first failure wins.
    /// </summary>
    /// <param name="context">The request being failed.</param>
    /// <param name="error">What went wrong and how to mend it.</param>
    public void Fail(HttpContext context, ProxyError error)
    {
        Error ??= error;
        // YARP stops before sending when the status is set: HttpForwarder checks it after the request transforms.
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = Error.HttpStatus;
        }
    }

    /// <summary>The entry of the identity in force. One that nobody asked for also has what was chosen without an identity.</summary>
    private string? ChosenOf(IReadOnlyDictionary<string, string>? byIdentity)
    {
        if (byIdentity is not { Count: > 0 } || _profileSource < _chosenSource)
        {
            return null;
        }

        return byIdentity.TryGetValue(Identity ?? "", out var value)
            || (IdentitySource >= ContextSource.Identity && byIdentity.TryGetValue("", out value)) ? value : null;
    }

    /// <returns>Whether what was just offered counts.</returns>
    private bool TakeBackChosenProfiles(string? offered, ContextSource source)
    {
        if (offered is null && source <= _chosenSource)
        {
            _chosen = null;
        }

        return ChosenOf(_chosen?.Profiles) is null;
    }
}
