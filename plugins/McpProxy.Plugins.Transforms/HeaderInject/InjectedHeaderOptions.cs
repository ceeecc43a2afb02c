using McpProxy.Configuration;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>
/// One injected header: where its value comes from, and on which paths. At least one source is needed; of several, the
/// first that has a value wins, in the order <see cref="Item"/>, <see cref="Exchange"/>, <see cref="Claim"/>,
/// <see cref="Request"/>, <see cref="Secret"/>, <see cref="Value"/>. Without a value the header is left out, unless
/// <see cref="Require"/> names the path. Paths are those sent upstream: <c>/v2/profiles</c> is that path alone,
/// <c>/v2/**</c> that path and all below it; slashes at the ends and case do not count.
/// </summary>
public sealed record InjectedHeaderOptions
{
    /// <summary>A value that an earlier transform left on the exchange, e.g. <c>access_token</c>. Default none.</summary>
    public string? Item { get; init; }

    /// <summary>A property of the exchange. Default none.</summary>
    public ExchangeValue? Exchange { get; init; }

    /// <summary>Type of a claim of the authenticated caller, e.g. <c>sub</c>. Default none.</summary>
    public string? Claim { get; init; }

    /// <summary>Name of a header of the caller's own request. Default none.</summary>
    public string? Request { get; init; }

    /// <summary>Reference to a secret, <c>env:NAME</c> or <c>file:/path</c>. Default none.</summary>
    public Secret? Secret { get; init; }

    /// <summary>A constant that is not a secret. Default none.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// Values that stand for none, whatever their case: a source that has one of them is passed over, so that a placeholder such as
    /// <c>openbridge</c> is never sent. Default none.
    /// </summary>
    public IReadOnlyList<string> Reject { get; init; } = [];

    /// <summary>Text put before the value, e.g. <c>Bearer </c>. Default none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Paths that carry this header; on others it is left out, and not required. Default: all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Paths that must not be called without this header: when it has no value, nothing is sent and the exchange fails. Default none.</summary>
    public IReadOnlyList<string> Require { get; init; } = [];

    /// <summary>Paths that must not carry this header. Wins over <see cref="Paths"/> and <see cref="Require"/>. Default none.</summary>
    public IReadOnlyList<string> Forbid { get; init; } = [];

    /// <summary>Further header names that get the same value, each on its paths: <c>{ "Amazon-Ads-ClientId": [ "/adsApi/v1/**" ] }</c>. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Mirror { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Kind of the error when a required value is missing: <c>AuthRequired</c>, <c>Forbidden</c>, <c>InvalidArguments</c> or <c>Internal</c>. Default <c>AuthRequired</c>.</summary>
    public ProxyErrorKind MissingKind { get; init; } = ProxyErrorKind.AuthRequired;

    /// <summary>What the caller should do when a required value is missing, in one sentence. Default: a sentence that names the source.</summary>
    public string? MissingHint { get; init; }
}
