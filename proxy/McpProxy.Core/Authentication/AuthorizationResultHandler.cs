using McpProxy.Configuration;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication;

/// <summary>
/// Answers for policies that a host or plugin defines in code, when it is our schemes that know callers: ASP.NET Core would look
/// for a scheme of its own to challenge with, find none and fail.
/// </summary>
internal sealed class AuthorizationResultHandler(LiveConfig config, IAuthenticationSchemeProvider? schemes = null) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || config.Current.Access is not { } access || policy.AuthenticationSchemes.Count > 0 || await HasSchemeAsync(authorizeResult))
        {
            await _standard.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        var challenge = Challenge(access, context);
        context.Response.Headers.WWWAuthenticate = challenge.WwwAuthenticate;
        var exchange = new ProxyExchange { Door = ExchangeDoor.Http, RequestId = context.TraceIdentifier, CallerRequest = context };
        context.Features.Set(exchange);
        exchange.Fail(context, challenge.ToError());
        await ProblemWriter.WriteAsync(context);
    }

    /// <summary>What a caller is told that a policy in code refuses.</summary>
    public static CallerChallenge Challenge(AccessModel access, HttpContext context)
    {
        var result = context.Features.Get<CallerResult>() ?? CallerResult.Nobody;
        return access.Challenges.Check(context, access, result, access.RuleOf(AccessModel.DefaultName, provesCaller: true)) ?? new CallerChallenge(StatusCodes.Status403Forbidden, []);
    }

    private async ValueTask<bool> HasSchemeAsync(PolicyAuthorizationResult result) =>
        schemes is not null && (result.Challenged ? await schemes.GetDefaultChallengeSchemeAsync() : await schemes.GetDefaultForbidSchemeAsync()) is not null;
}
