using System.Text;
using McpProxy.Authentication.Policies;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Challenges;

/// <summary>Says what a caller must bring (RFC 9110, section 11.6.1; RFC 6750, section 3; RFC 9728, section 5.1).</summary>
/// <param name="address">Where the metadata is.</param>
/// <param name="realm">The realm, or null.</param>
/// <param name="takesBearer">Whether a credential can stand in <c>Authorization</c>.</param>
/// <param name="hasMetadata">Whether there is metadata to point to.</param>
/// <param name="otherChallenges">What else is said when a credential is missing, for schemes with headers of their own.</param>
internal sealed class ChallengeWriter(PublicAddress address, string? realm, bool takesBearer, bool hasMetadata, IReadOnlyList<string> otherChallenges)
{
    private const int SecondsUntilKeysMayBeThere = 10;

    public PublicAddress Address => address;

    /// <summary>Why a request is refused; null when it is not.</summary>
    /// <param name="http">The request.</param>
    /// <param name="access">The configuration it is served by.</param>
    /// <param name="result">What authentication found.</param>
    /// <param name="rule">What is demanded.</param>
    public CallerChallenge? Check(HttpContext http, AccessModel access, CallerResult result, AccessRule rule) =>
        result is { Refusal: null, Caller.Toolset: null } && access.GrantsOf(result).Meets(rule) ? null : Check(http, access, result, [rule]);

    /// <summary>Why a request is refused; null when it is not.</summary>
    /// <param name="http">The request.</param>
    /// <param name="access">The configuration it is served by.</param>
    /// <param name="result">What authentication found.</param>
    /// <param name="rules">What is demanded, all together.</param>
    /// <param name="toolset">The toolset whose endpoint was called, or null.</param>
    public CallerChallenge? Check(HttpContext http, AccessModel access, CallerResult result, IReadOnlyList<AccessRule> rules, string? toolset = null)
    {
        if (result.Refusal is { } refusal)
        {
            return Refuse(http, refusal, Scopes(access, rules), toolset);
        }

        return result.Caller?.Toolset is { } only && !only.Equals(toolset, StringComparison.Ordinal)
            ? Refuse(http, Refusal.WrongAudience, Scopes(access, rules), toolset)
            : CheckRules(http, access, result, rules, toolset);
    }

    /// <summary>Why a caller, whose credential is good for the endpoint, does not meet rules; null when it does.</summary>
    public CallerChallenge? CheckRules(HttpContext http, AccessModel access, CallerResult result, IReadOnlyList<AccessRule> rules, string? toolset)
    {
        var grants = access.GrantsOf(result);
        if (rules.All(grants.Meets))
        {
            return null;
        }

        return result.Caller is { } caller
            ? Forbid(http, Scopes(access, rules), toolset, rules.All(r => access.PolicyOf(r)?.IsMetButForScopes(caller, r.ProvesCaller) != false))
            : new CallerChallenge(StatusCodes.Status401Unauthorized, [.. Missing(Bearer(http, Scopes(access, rules), toolset))]);
    }

    /// <summary>A challenge for a credential in <c>Authorization</c>, with no word of scopes.</summary>
    public string Bearer(HttpContext http, string? error) => error is null ? Bearer(http, "", null) : Bearer(http, "", null, ("error", error));

    private CallerChallenge Refuse(HttpContext http, Refusal refusal, string scopes, string? toolset)
    {
        if (refusal.IsTemporary)
        {
            return new CallerChallenge(StatusCodes.Status503ServiceUnavailable, []) { Description = refusal.Description, RetryAfterSeconds = SecondsUntilKeysMayBeThere };
        }

        var bearer = Bearer(http, scopes, toolset, ("error", "invalid_token"), ("error_description", refusal.Description));
        return new CallerChallenge(StatusCodes.Status401Unauthorized, [.. Missing(bearer)]) { Description = refusal.Description };
    }

    /// <summary>Another token can help only if scopes are all that is lacking: otherwise clients would ask their user again and again.</summary>
    private CallerChallenge Forbid(HttpContext http, string scopes, string? toolset, bool scopesHelp) => takesBearer && scopesHelp
        ? new CallerChallenge(StatusCodes.Status403Forbidden, [Bearer(http, scopes, toolset, ("error", "insufficient_scope"), ("error_description", "The credential lacks a scope that this needs."))])
        {
            Description = $"The credential lacks a scope that this needs: {scopes}.",
        }
        : new CallerChallenge(StatusCodes.Status403Forbidden, []);

    private IEnumerable<string> Missing(string bearer) => takesBearer ? otherChallenges.Prepend(bearer) : otherChallenges;

    private string Bearer(HttpContext http, string scopes, string? toolset, params ReadOnlySpan<(string Name, string Value)> errors)
    {
        var text = new StringBuilder("Bearer");
        var separator = ' ';
        void Add(string name, string value)
        {
            text.Append(separator).Append(separator == ',' ? " " : "").Append(name).Append("=\"").Append(value).Append('"');
            separator = ',';
        }

        if (realm is not null)
        {
            Add("realm", realm);
        }

        if (hasMetadata)
        {
            Add("resource_metadata", address.MetadataOf(http, toolset));
        }

        if (scopes.Length > 0)
        {
            Add("scope", scopes);
        }

        foreach (var (name, value) in errors)
        {
            Add(name, value);
        }

        return text.ToString();
    }

    /// <summary>All scopes of what was asked for, so that one more token is enough.</summary>
    private static string Scopes(AccessModel access, IEnumerable<AccessRule> rules) =>
        string.Join(' ', rules.SelectMany(r => access.PolicyOf(r)?.Scopes ?? []).Distinct(StringComparer.Ordinal));
}
