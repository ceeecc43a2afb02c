using System.ComponentModel.DataAnnotations;
using McpProxy.Configuration;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>
/// Where the traded credential comes from. Of several sources the first that has one counts, in the order <see cref="Caller"/>,
/// <see cref="AccessToken"/>, <see cref="Headers"/>, <see cref="OAuth"/>, <see cref="Secret"/>. Headers that are a source never reach the upstream; nor does
/// <c>Authorization</c> when <see cref="Caller"/> is one.
/// </summary>
public sealed record SubjectOptions
{
    /// <summary>Headers of the caller's own request, through either door; <c>Bearer </c> at their start does not count. Default none.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether the token of a caller of a scheme of kind <c>PartnerToken</c> is a source; then no other counts for these callers. Default true.</summary>
    public bool Caller { get; init; } = true;

    /// <summary>
    /// Whether the access token of a caller of a scheme of kind <c>Jwt</c> is a source (RFC 8693). Say so only where the token endpoint
    /// may see tokens that were issued for this proxy. Default false.
    /// </summary>
    public bool AccessToken { get; init; }

    /// <summary>Name of a section below <c>McpProxy:OAuth</c>: the access token that a person's authorization gave the caller. Default none.</summary>
    public string? OAuth { get; init; }

    /// <summary>A credential of the proxy itself, for callers that bring none: <c>env:NAME</c> or <c>file:/path</c>. Default none.</summary>
    public Secret? Secret { get; init; }

    /// <summary>Whether there must be one. Default true.</summary>
    public bool Required { get; init; } = true;

    /// <summary>A text that every credential of a caller has in it, <c>:</c> for example; others do not count. Default none.</summary>
    public string? Contains { get; init; }

    /// <summary>Least characters of a caller's credential; shorter ones do not count. Default 1.</summary>
    [Range(1, 8192)]
    public int MinLength { get; init; } = 1;

    /// <summary>Most characters of a caller's credential; longer ones do not count. Default 8192.</summary>
    [Range(1, 65536)]
    public int MaxLength { get; init; } = 8192;

    /// <summary>What a caller without one is told to send, in one sentence. Default: a sentence that names the sources.</summary>
    public string? Hint { get; init; }
}
