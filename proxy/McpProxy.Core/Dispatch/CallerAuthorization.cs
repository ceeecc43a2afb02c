using McpProxy.Authentication;
using McpProxy.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>
/// Applies a route's authorization policies to a tool call. It is the caller's own HTTP request that is authenticated and,
/// if need be, challenged: the in-process one carries no credential. The HTTP door leaves this to the host's middleware.
/// </summary>
internal sealed class CallerAuthorization(LiveConfig config, IAuthorizationPolicyProvider policies, IPolicyEvaluator evaluator)
{
    /// <summary>Decides; a refusal is left as the exchange's error and the request's challenge.</summary>
    public async Task<bool> AllowsAsync(HttpContext context, CorridorRequest request)
    {
        var metadata = context.GetEndpoint()!.Metadata; // an exchange in the corridor has an endpoint
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return true;
        }

        var policy = await AuthorizationPolicy.CombineAsync(policies, metadata.GetOrderedMetadata<IAuthorizeData>(), metadata.GetOrderedMetadata<AuthorizationPolicy>());
        if (policy is null)
        {
            return true;
        }

        var caller = request.Caller ?? context;
        var authenticated = await evaluator.AuthenticateAsync(policy, caller);
        var authorized = await evaluator.AuthorizeAsync(policy, authenticated, context, context);
        if (authorized.Succeeded)
        {
            request.User = authenticated.Principal ?? request.User;
            return true;
        }

        await RefuseAsync(context, request, policy, authorized.Challenged);
        return false;
    }

    private async Task RefuseAsync(HttpContext context, CorridorRequest request, AuthorizationPolicy policy, bool challenged)
    {
        var error = challenged ? FailureMapper.CallerNotAuthenticated : FailureMapper.CallerNotAuthorized;
        ProxyExchange.Get(context)?.Fail(context, error);
        if (request.Caller is not { Response.HasStarted: false } caller)
        {
            return;
        }

        var status = error.HttpStatus;
        try
        {
            await ChallengeAsync(caller, policy, challenged);
            status = caller.Response.StatusCode is 401 or 403 ? caller.Response.StatusCode : status;
        }
        catch (InvalidOperationException)
        {
            // No scheme is registered that could say how to authenticate: ours can, or the status says that it is needed.
            if (config.Current.Access is { } access)
            {
                request.Challenge = AuthorizationResultHandler.Challenge(access, caller);
                return;
            }
        }

        request.Challenge = new CallerChallenge(status, [.. caller.Response.Headers.WWWAuthenticate.OfType<string>()]);
        caller.Response.Headers.WWWAuthenticate = default;
        caller.Response.StatusCode = StatusCodes.Status200OK;
    }

    private static async Task ChallengeAsync(HttpContext caller, AuthorizationPolicy policy, bool challenged)
    {
        if (policy.AuthenticationSchemes.Count == 0)
        {
            await (challenged ? caller.ChallengeAsync() : caller.ForbidAsync());
            return;
        }

        foreach (var scheme in policy.AuthenticationSchemes)
        {
            await (challenged ? caller.ChallengeAsync(scheme) : caller.ForbidAsync(scheme));
        }
    }
}
