using McpProxy.Authentication;
using McpProxy.Configuration.Binding;
using McpProxy.Context;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>Checks one route: what YARP does not check, what it reports without a place or a hint, then everything YARP checks.</summary>
internal sealed class RouteValidator(IConfigValidator yarp, TransformValidator transforms, ICorsPolicyProvider cors, IAuthorizationPolicyProvider authorization)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    public async ValueTask ValidateAsync(RouteConfig route, IReadOnlyCollection<string> clusterIds, RoutePolicies policies, ConfigErrors errors)
    {
        var path = ConfigPaths.Route(route.RouteId);
        CheckCluster(route, clusterIds, path, errors);
        transforms.Validate(route, path, errors);
        ContextDefaults.Check(route, path, errors);
        await CheckDefaultCorsAsync(route, path, errors);
        // What has been reported is mended before YARP sees it, so that nothing is reported twice.
        var rest = route with { Transforms = null, Match = CheckMatch(route.Match, path, errors), AuthorizationPolicy = await CheckPolicyAsync(route, policies, path, errors) };
        foreach (var mistake in await yarp.ValidateRouteAsync(rest))
        {
            errors.Add(YarpMistake.OfRoute(mistake, path));
        }
    }

    private static void CheckCluster(RouteConfig route, IReadOnlyCollection<string> clusterIds, string path, ConfigErrors errors)
    {
        if (string.IsNullOrEmpty(route.ClusterId))
        {
            errors.Add(ConfigErrorCodes.UnknownCluster, $"{path}:ClusterId", "The route names no cluster.", "Set 'ClusterId' to a key of ReverseProxy:Clusters.");
        }
        else if (!clusterIds.Contains(route.ClusterId, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(ConfigErrorCodes.UnknownCluster, $"{path}:ClusterId", $"There is no cluster '{route.ClusterId}'.", UnknownKey.Suggest(route.ClusterId, clusterIds));
        }
    }

    /// <summary>YARP takes the word on trust; without a default policy its routes would answer as if it were not there.</summary>
    private async ValueTask CheckDefaultCorsAsync(RouteConfig route, string path, ConfigErrors errors)
    {
        if ("default".Equals(route.CorsPolicy, StringComparison.OrdinalIgnoreCase) && await cors.GetPolicyAsync(new DefaultHttpContext(), policyName: null) is null)
        {
            errors.Add(ConfigErrorCodes.InvalidRoute, $"{path}:CorsPolicy", "This host has no default CORS policy.", YarpMistake.CorsHint);
        }
    }

    /// <returns>The policy that is left for YARP to check.</returns>
    private async ValueTask<string?> CheckPolicyAsync(RouteConfig route, RoutePolicies policies, string path, ConfigErrors errors)
    {
        if (policies.Contains(route))
        {
            return null;
        }

        if (policies.Names.Count == 0 || route.AuthorizationPolicy is not { Length: > 0 } name || name.Equals(AccessModel.AnonymousName, StringComparison.OrdinalIgnoreCase)
            || await authorization.GetPolicyAsync(name) is not null)
        {
            return route.AuthorizationPolicy;
        }

        errors.Add(ConfigErrorCodes.UnknownPolicy, $"{path}:AuthorizationPolicy", $"There is no policy '{name}'.", UnknownKey.Suggest(name, [.. policies.Names, AccessModel.AnonymousName]));
        return null;
    }

    private static RouteMatch CheckMatch(RouteMatch match, string path, ConfigErrors errors)
    {
        if (string.IsNullOrEmpty(match.Path) && !(match.Hosts ?? []).Any(h => !string.IsNullOrEmpty(h)))
        {
            errors.Add(ConfigErrorCodes.NoMatch, $"{path}:Match", "The route has neither a path nor hosts.", "Set Match:Path; '/{**rest}' matches everything.");
            match = match with { Path = "/" };
        }
        else if (!string.IsNullOrEmpty(match.Path) && Problem(match.Path) is { } problem)
        {
            errors.Add(ConfigErrorCodes.InvalidPath, $"{path}:Match:Path", $"'{match.Path}' is not a path pattern: {problem}");
            match = match with { Path = "/" };
        }

        return CheckMethods(match, $"{path}:Match:Methods", errors);
    }

    private static string? Problem(string pattern)
    {
        try
        {
            RoutePatternFactory.Parse(pattern);
            return null;
        }
        catch (RoutePatternException e)
        {
            return e.Message;
        }
    }

    private static RouteMatch CheckMethods(RouteMatch match, string path, ConfigErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < match.Methods?.Count; i++)
        {
            var method = match.Methods[i];
            if (!Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add(ConfigErrorCodes.UnknownName, $"{path}:{i}", $"YARP forwards no method '{method}'.", UnknownKey.Suggest(method, Methods));
            }
            else if (!seen.Add(method))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{i}", $"The method {method} stands here a second time.", "Remove one.");
            }
        }

        return match with { Methods = null };
    }
}
