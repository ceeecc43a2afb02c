using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using McpProxy.Authentication.Challenges;
using McpProxy.Authentication.Policies;
using McpProxy.Authentication.Schemes;
using McpProxy.Dispatch;
using McpProxy.Prompts;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication;

/// <summary>Who may come in and do what, of one configuration. There is none where <c>McpProxy:Authentication</c> is not configured.</summary>
internal sealed class AccessModel
{
    /// <summary>Name of the policy of whatever names none.</summary>
    public const string DefaultName = "default";

    /// <summary>Name of the policy that demands nothing.</summary>
    public const string AnonymousName = "anonymous";

    private readonly ConditionalWeakTable<AuthenticatedCaller, Grants> _grants = new();
    private readonly ImmutableArray<CallerScheme> _schemes;
    private readonly LocalScheme? _local;
    private readonly ImmutableArray<AccessPolicy> _policies;
    private readonly FrozenDictionary<string, int> _policiesByName;
    private readonly string? _default;
    private readonly bool _readsAuthorization;

    /// <param name="schemes">The schemes, in the order in which they are asked; those that cannot check credentials come last in any case.</param>
    /// <param name="policies">The policies by name.</param>
    /// <param name="defaultPolicy">The policy of what names none; null for any known caller.</param>
    /// <param name="mcpPolicy">The policy of the MCP endpoints; null for the default.</param>
    /// <param name="challenges">Writes challenges.</param>
    public AccessModel(IReadOnlyList<CallerScheme> schemes, IReadOnlyDictionary<string, AccessPolicy> policies, string? defaultPolicy, string? mcpPolicy, ChallengeWriter challenges)
    {
        _schemes = [.. schemes.Where(s => s is not LocalScheme).OrderByDescending(s => s.ChecksCredentials)];
        _local = schemes.OfType<LocalScheme>().FirstOrDefault();
        var named = policies.ToList();
        _policies = [AccessPolicy.Known, .. named.Select(p => p.Value)];
        _policiesByName = named.Select((p, i) => (p.Key, i)).ToFrozenDictionary(p => p.Key, p => p.i + 1, StringComparer.OrdinalIgnoreCase);
        _default = defaultPolicy;
        McpRule = RuleOf(mcpPolicy, provesCaller: true);
        Challenges = challenges;
        CredentialHeaders = [.. _schemes.SelectMany(s => s.Headers).Where(h => !IsAuthorization(h)).Distinct(StringComparer.OrdinalIgnoreCase)];
        _readsAuthorization = _schemes.Any(s => s.ReadsAuthorization);
        Nobody = new Grants(RuleCount, _ => false);
        Everything = new Grants(RuleCount, _ => true);
    }

    public ChallengeWriter Challenges { get; }

    public required ResourceMetadata Metadata { get; init; }

    /// <summary>Headers with credentials, but for <c>Authorization</c>; they never go upstream.</summary>
    public ImmutableArray<string> CredentialHeaders { get; }

    /// <summary>What callers without a credential may do.</summary>
    public Grants Nobody { get; }

    /// <summary>What the operator may do who runs the proxy over stdio, and the proxy itself.</summary>
    public Grants Everything { get; }

    private int RuleCount => _policies.Length * 2;

    /// <summary>Finds out who sends a request.</summary>
    public ValueTask<CallerResult> AuthenticateAsync(HttpContext http)
    {
        CallerResult? refused = null;
        for (var i = 0; i < _schemes.Length && MayTake(_schemes[i], refused); i++)
        {
            var asked = _schemes[i].AuthenticateAsync(http);
            if (!asked.IsCompletedSuccessfully)
            {
                return GoOnAsync(http, i, asked, refused);
            }

            var result = asked.Result;
            if (result.Caller is not null)
            {
                return ValueTask.FromResult(result);
            }

            refused = Telling(refused, result);
        }

        return Conclude(http, refused);
    }

    private static bool MayTake(CallerScheme scheme, CallerResult? refused) => scheme.ChecksCredentials || refused is not { Refusal.IsOfOurs: true };

    /// <summary>The refusal that says more: the first one of a scheme that knows the credential, else the first.</summary>
    private static CallerResult? Telling(CallerResult? refused, CallerResult result) =>
        result.Refusal is { } refusal && (refused is null || (refusal.IsOfOurs && !refused.Refusal!.IsOfOurs)) ? result : refused;

    /// <summary>Finds out who sends requests on a connection that was opened under an earlier configuration.</summary>
    /// <remarks>The schemes are asked in the order of new requests: a connection is never taken for somebody else than a request with the same credentials.</remarks>
    public async ValueTask<CallerResult> RenewAsync(HttpContext http, CallerResult before)
    {
        CallerResult? refused = null;
        foreach (var scheme in _schemes)
        {
            if (!MayTake(scheme, refused))
            {
                break;
            }

            var isSame = scheme.Name == before.Scheme?.Name && scheme.GetType() == before.Scheme.GetType();
            var result = await (isSame ? scheme.RenewAsync(http, before) : scheme.AuthenticateAsync(http));
            if (result.Caller is not null)
            {
                return result;
            }

            refused = Telling(refused, result);
        }

        return await Conclude(http, refused);
    }

    /// <summary>Which rules a caller meets.</summary>
    public Grants GrantsOf(CallerResult result)
    {
        if (result.Caller is not { } caller)
        {
            return Nobody;
        }

        return _grants.TryGetValue(caller, out var grants) ? grants : _grants.GetValue(caller, FindGrants);
    }

    /// <summary>Whether a call may be made: the rule of its route, and its own.</summary>
    public bool Allows(Grants grants, ToolBinding call)
    {
        var plan = CorridorPlan.Of(call);
        return (plan is null || grants.Meets(plan.RuleOf(this))) && (call.Policy is null || grants.Meets(RuleOf(call.Policy, plan?.ProvesCaller ?? true)));
    }

    /// <summary>Whether a prompt may be had: its own rule, and those of all that it reads.</summary>
    public bool Allows(Grants grants, PromptBinding prompt) =>
        (prompt.Policy is null || grants.Meets(RuleOf(prompt.Policy, provesCaller: true))) && prompt.Rendered.All(c => Allows(grants, c));

    /// <summary>The rules of a prompt.</summary>
    public IReadOnlyList<AccessRule> RulesOf(PromptBinding prompt) =>
        [.. prompt.Rendered.SelectMany(RulesOf), .. prompt.Policy is null ? Array.Empty<AccessRule>() : [RuleOf(prompt.Policy, provesCaller: true)]];

    /// <summary>The rules of a call.</summary>
    public IReadOnlyList<AccessRule> RulesOf(ToolBinding call)
    {
        var plan = CorridorPlan.Of(call);
        var rules = new List<AccessRule>();
        if (plan is not null)
        {
            rules.Add(plan.RuleOf(this));
        }

        if (call.Policy is not null)
        {
            rules.Add(RuleOf(call.Policy, plan?.ProvesCaller ?? true));
        }

        return rules;
    }

    /// <summary>The rule of a policy.</summary>
    /// <param name="name">Its name, <see cref="DefaultName"/> or <see cref="AnonymousName"/>; null for the default.</param>
    /// <param name="provesCaller">Whether a partner token will prove itself where the rule is for.</param>
    public AccessRule RuleOf(string? name, bool provesCaller)
    {
        name = string.IsNullOrEmpty(name) || name.Equals(DefaultName, StringComparison.OrdinalIgnoreCase) ? _default : name;
        if (name is not null && name.Equals(AnonymousName, StringComparison.OrdinalIgnoreCase))
        {
            return AccessRule.None;
        }

        // Names are checked when the configuration is loaded.
        return AccessRule.Of(name is null ? 0 : _policiesByName[name], provesCaller);
    }

    /// <summary>The rule of every endpoint of MCP. What can be done there proves partner tokens itself, or demands more.</summary>
    public AccessRule McpRule { get; }

    /// <summary>Whether there is a policy of a name, the two built-in ones included.</summary>
    public bool Knows(string name) => _policiesByName.ContainsKey(name) || name.Equals(AnonymousName, StringComparison.OrdinalIgnoreCase) || name.Equals(DefaultName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The policy of a rule; null when nothing is demanded.</summary>
    public AccessPolicy? PolicyOf(AccessRule rule) => rule.Bit < 0 ? null : _policies[rule.Policy];

    /// <summary>Takes every credential of ours out of a request that goes to an upstream.</summary>
    /// <param name="headers">The headers of the request.</param>
    /// <param name="keepsAuthorization">Whether the operator wants <c>Authorization</c> to go on.</param>
    public void RemoveCredentials(IHeaderDictionary headers, bool keepsAuthorization)
    {
        foreach (var name in CredentialHeaders)
        {
            headers.Remove(name);
        }

        if (_readsAuthorization && !keepsAuthorization && headers.Authorization is { Count: > 0 } values && values.Any(v => HeaderCredential.IsBearerOrBare(v ?? "")))
        {
            headers.Authorization = default;
        }
    }

    private Grants FindGrants(AuthenticatedCaller caller) => new(RuleCount, i => _policies[i / 2].IsMetBy(caller, provesCaller: (i & 1) != 0));

    private async ValueTask<CallerResult> GoOnAsync(HttpContext http, int index, ValueTask<CallerResult> asked, CallerResult? refused)
    {
        var result = await asked;
        while (result.Caller is null)
        {
            refused = Telling(refused, result);
            if (++index == _schemes.Length || !MayTake(_schemes[index], refused))
            {
                return await Conclude(http, refused);
            }

            result = await _schemes[index].AuthenticateAsync(http);
        }

        return result;
    }

    /// <summary>No scheme has accepted a credential. One that was sent in vain is refused: whoever sends it does not mean to be anonymous.</summary>
    private ValueTask<CallerResult> Conclude(HttpContext http, CallerResult? refused)
    {
        refused ??= _readsAuthorization && http.Request.Headers.Authorization is [{ } value, ..] && value.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase)
            ? CallerResult.Refused(Refusal.UnknownCredential)
            : null;
        return refused is not null ? ValueTask.FromResult(refused)
            : _local is not null ? _local.AuthenticateAsync(http)
            : ValueTask.FromResult(CallerResult.Nobody);
    }

    private static bool IsAuthorization(string header) => header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
}
