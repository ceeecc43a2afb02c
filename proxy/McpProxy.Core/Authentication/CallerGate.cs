using McpProxy.Authentication.Policies;
using McpProxy.Dispatch;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication;

/// <summary>Makes requests known, and asks what their callers may do. Every door of the proxy goes through here.</summary>
internal static class CallerGate
{
    /// <summary>Finds out who sends a request, unless that is known: then the request has the features of its caller.</summary>
    public static ValueTask<CallerResult> EnsureAsync(HttpContext http, AccessModel access)
    {
        if (http.Features[typeof(CallerResult)] is CallerResult known)
        {
            return ValueTask.FromResult(known);
        }

        var asked = access.AuthenticateAsync(http);
        return asked.IsCompletedSuccessfully ? ValueTask.FromResult(Keep(http, asked.Result)) : KeepAsync(http, asked);
    }

    /// <summary>Gives a request the features of its caller.</summary>
    public static CallerResult Keep(HttpContext http, CallerResult result)
    {
        http.Features[typeof(CallerResult)] = result;
        if (result.Caller is { } caller)
        {
            http.Features[typeof(ExchangeCaller)] = result.Exchange;
            http.User = caller.User;
        }

        return result;
    }

    /// <summary>Why a caller may not make a call; null when it may.</summary>
    /// <param name="access">The configuration the call is of.</param>
    /// <param name="http">The caller's request; null for the operator over stdio and for the proxy itself, who may do anything.</param>
    /// <param name="call">The call.</param>
    public static CallerChallenge? Check(AccessModel access, HttpContext? http, ToolBinding call)
    {
        if (http is null)
        {
            return null;
        }

        var result = http.Features.Get<CallerResult>() ?? CallerResult.Nobody;
        return access.Allows(access.GrantsOf(result), call) ? null : access.Challenges.CheckRules(http, access, result, access.RulesOf(call), result.Caller?.Toolset);
    }

    /// <summary>Why a caller does not meet rules; null when it does.</summary>
    public static CallerChallenge? Check(AccessModel access, HttpContext http, IReadOnlyList<AccessRule> rules, string? toolset) =>
        access.Challenges.CheckRules(http, access, http.Features.Get<CallerResult>() ?? CallerResult.Nobody, rules, toolset);

    /// <summary>Why a caller may not use an endpoint of MCP; null when it may.</summary>
    /// <param name="access">The configuration it is served by.</param>
    /// <param name="http">The request.</param>
    /// <param name="result">What authentication found of it.</param>
    /// <param name="toolset">The toolset of the endpoint; null for the one with everything.</param>
    public static CallerChallenge? CheckEndpoint(AccessModel access, HttpContext http, CallerResult result, Toolset? toolset)
    {
        if (result is { Refusal: null, Caller.Toolset: null } && access.GrantsOf(result) is var grants
            && grants.Meets(access.McpRule) && (toolset?.Policy is null || grants.Meets(access.RuleOf(toolset.Policy, provesCaller: true))))
        {
            return null;
        }

        IReadOnlyList<AccessRule> rules = toolset?.Policy is { } policy ? [access.McpRule, access.RuleOf(policy, provesCaller: true)] : [access.McpRule];
        return access.Challenges.Check(http, access, result, rules, toolset?.Name);
    }

    private static async ValueTask<CallerResult> KeepAsync(HttpContext http, ValueTask<CallerResult> asked) => Keep(http, await asked);
}
