using AdsSimulator.Control;

namespace AdsSimulator.Access;

internal static class AccessEndpoints
{
    /// <summary>Says what endpoints of the Ads API want while tokens are demanded.</summary>
    public static T Demand<T>(this T endpoints, AccessRule rule)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new AccessDemand(rule));

    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSettings("ads", context => context.RequestServices.GetRequiredService<Live<AdsSettings>>(), SimulatorJson.Shared.AdsSettings);
        endpoints.MapPost(ControlEndpoints.Prefix + "/tokens/expire", context => ControlEndpoints.Done(context, () =>
        {
            var issuer = context.Request.Query["issuer"].ToString();
            context.RequestServices.GetRequiredService<AccessTokens>().Expire(issuer.Length == 0 ? null : issuer);
        }));
    }
}
