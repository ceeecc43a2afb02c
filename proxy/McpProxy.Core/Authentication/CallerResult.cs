using McpProxy.Authentication.Schemes;

namespace McpProxy.Authentication;

/// <summary>What authentication found of one request. A feature of the request, as long as it is of the configuration that the request is served by.</summary>
/// <param name="Scheme">The scheme that accepted the caller; null when none did.</param>
/// <param name="Caller">The caller; null when none was accepted.</param>
/// <param name="Refusal">Why a credential was refused; null when there was none, or it was accepted.</param>
internal sealed record CallerResult(CallerScheme? Scheme, AuthenticatedCaller? Caller, Refusal? Refusal)
{
    /// <summary>There is no credential that any scheme knows.</summary>
    public static CallerResult Nobody { get; } = new(null, null, null);

    /// <summary>The credential in clear, when a transform is to trade it.</summary>
    public string? Credential { get; init; }

    /// <summary>The caller for transforms and caches.</summary>
    public ExchangeCaller? Exchange => Credential is null ? Caller?.Exchange : Caller?.Exchange.WithCredential(Credential);

    public static CallerResult Refused(Refusal refusal) => new(null, null, refusal);
}
