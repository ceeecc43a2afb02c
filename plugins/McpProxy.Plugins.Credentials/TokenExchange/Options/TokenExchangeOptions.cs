using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.Tls;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>
/// How a caller's credential, or one of the proxy's own, becomes the credential of an upstream. Texts are templates: a name in
/// braces stands for a value, <c>{subject}</c> for example; <c>{a|b}</c> is the first of them that has a value, and <c>{a?}</c>
/// may have none. Names are <c>subject</c>, <c>region</c>, <c>profile</c>, <c>tenant</c>, <c>principal</c>, <c>values.NAME</c>,
/// <c>secrets.NAME</c>, <c>identity.NAME</c> and <c>STEP.NAME</c>. A step runs when one of its values is needed, once for all
/// that wait, and its answer is kept until shortly before it expires.
/// </summary>
public sealed record TokenExchangeOptions
{
    /// <summary>The credential that is traded: <c>{subject}</c>. Default: the credential the caller was authenticated by.</summary>
    public SubjectOptions Subject { get; init; } = new();

    /// <summary>Base addresses by name, for the start of URLs: <c>{auth}/token</c>. Written as a URL, or as an object when it differs by region. Default none.</summary>
    public IReadOnlyDictionary<string, ServerOptions> Servers { get; init; } = new Dictionary<string, ServerOptions>();

    /// <summary>Constants for templates, <c>{values.NAME}</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets for templates, <c>{secrets.NAME}</c>, as references: <c>env:NAME</c> or <c>file:/path</c>. Default none.</summary>
    public IReadOnlyDictionary<string, Secret> Secrets { get; init; } = new Dictionary<string, Secret>();

    /// <summary>Requests to token endpoints by name. What they need of each other decides about their order. Default none.</summary>
    public IReadOnlyDictionary<string, StepOptions> Steps { get; init; } = new Dictionary<string, StepOptions>();

    /// <summary>The identities that a credential gives access to. Default: it has none.</summary>
    public IdentitiesOptions? Identities { get; init; }

    /// <summary>What is left on the exchange for later transforms, by name: <c>{ "access_token": "{token.access_token}" }</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Items { get; init; } = new Dictionary<string, string>();

    /// <summary>Template of the profile that counts when the caller chose none. Default none.</summary>
    public string? Profile { get; init; }

    /// <summary>Template of the region that counts when the caller chose none. Default: the region of the identity.</summary>
    public string? Region { get; init; }

    /// <summary>Whether all callers share one result. Only for credentials of the proxy itself, as in the client-credentials grant; then no template may name <c>tenant</c> or <c>principal</c>. Default false.</summary>
    public bool Shared { get; init; }

    /// <summary>How connections to token servers are secured: a client certificate, own authorities, the least version of TLS. Default: as the system does.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>How long and where results are kept.</summary>
    public CacheOptions Cache { get; init; } = new();
}
