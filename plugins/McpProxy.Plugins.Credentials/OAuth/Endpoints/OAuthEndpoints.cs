using McpProxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>Maps what people's browsers use. The paths are the proxied routes' own as long as no provider is configured.</summary>
internal sealed class OAuthEndpoints(AuthorizationFlows flows, CallbackEndpoint callback, StartEndpoint start) : IEndpointMapper
{
    public const string Provider = "provider";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/auth/callback", context => callback.RunAsync(context, null));
        Map(endpoints, $"/auth/callback/{{{Provider}}}", context => callback.RunAsync(context, ProviderOf(context)));
        Map(endpoints, $"/auth/start/{{{Provider}}}", context => start.RunAsync(context, ProviderOf(context)));
    }

    private static string ProviderOf(HttpContext context) => (string)context.Request.RouteValues[Provider]!;

    private void Map(IEndpointRouteBuilder endpoints, string path, RequestDelegate handler)
    {
        var pattern = RoutePatternFactory.Parse(path, defaults: null, parameterPolicies: new Dictionary<string, object?> { [Provider] = new ConfiguredProvider(flows) });
        endpoints.Map(pattern, handler).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
    }
}
