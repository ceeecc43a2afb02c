using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.Lwa;
using AdsSimulator.OpenBridge;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;

namespace AdsSimulator.Access;

/// <summary>While tokens are demanded, lets only those to the Ads API that come with a fitting one, and tells the endpoint which it is.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, Live<AdsSettings> settings, AccessTokens tokens, CallCounter calls)
{
    public Task InvokeAsync(HttpContext context) =>
        settings.Current.RequireTokens && context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<AccessDemand>() is { } demand
            ? CheckAsync(context, endpoint, demand.Rule)
            : next(context);

    private async Task CheckAsync(HttpContext context, RouteEndpoint endpoint, AccessRule rule)
    {
        var token = tokens.Find(BearerToken.Read(context.Request));
        calls.Count(endpoint.RoutePattern.RawText ?? "", token?.Account.Name);
        try
        {
            Check(context, token, rule);
        }
        catch (AccessException e)
        {
            await Problem.WriteAsync(context, e.Status, e.Message);
            return;
        }

        context.Features.Set(token);
        await next(context);
    }

    private static void Check(HttpContext context, AccessToken? token, AccessRule rule)
    {
        var headers = context.Request.Headers;
        var region = AdsRegion.Of(context);
        if (token is not { Issuer: LwaEndpoints.Name or OpenBridgeServer.Issuer })
        {
            throw AccessException.Unauthorized(headers.Authorization.Count == 0 ? "The Authorization header is missing." : "The access token is not valid or has expired.");
        }

        if (headers[AccessHeaders.ClientId] != token.ClientId)
        {
            throw headers.ContainsKey(AccessHeaders.ClientId)
                ? AccessException.Forbidden("The access token was issued to another client.")
                : AccessException.Unauthorized($"The header {AccessHeaders.ClientId} is missing.");
        }

        var profiles = token.Account.FindIn(region) ?? throw AccessException.Forbidden($"This account has no access in region {region.Code}.");
        CheckScope(headers, profiles, region, rule);
        if (rule == AccessRule.Advertiser)
        {
            CheckAdvertiser(headers, profiles, region);
        }
    }

    private static void CheckScope(IHeaderDictionary headers, IReadOnlyList<AdsProfile> profiles, AdsRegion region, AccessRule rule)
    {
        var scope = headers[AccessHeaders.Scope];
        if (scope.Count == 0)
        {
            if (rule == AccessRule.Profile)
            {
                throw AccessException.Unauthorized($"The header {AccessHeaders.Scope} is missing.");
            }
        }
        else if (rule == AccessRule.Unscoped)
        {
            throw AccessException.Forbidden($"The header {AccessHeaders.Scope} must not be sent here.");
        }
        else if (ProfileCatalog.Find(profiles, scope) is null)
        {
            throw AccessException.Unauthorized($"Not authorized to access scope {scope} in region {region.Code}.");
        }
    }

    private static void CheckAdvertiser(IHeaderDictionary headers, IReadOnlyList<AdsProfile> profiles, AdsRegion region)
    {
        var (advertiser, marketplace) = (headers[AccessHeaders.AdvertiserId], headers[AccessHeaders.MarketplaceId]);
        if (advertiser.Count == 0 || marketplace.Count == 0)
        {
            throw AccessException.Unauthorized($"The headers {AccessHeaders.AdvertiserId} and {AccessHeaders.MarketplaceId} are needed.");
        }

        if (!profiles.Any(p => p.AccountInfo.Id == advertiser && p.AccountInfo.MarketplaceStringId == marketplace))
        {
            throw AccessException.Forbidden($"Not authorized to access advertiser {advertiser} in marketplace {marketplace} of region {region.Code}.");
        }
    }
}
