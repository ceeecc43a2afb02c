using McpProxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>An endpoint of a plugin that says who calls it.</summary>
internal sealed class WhoAmIEndpoint : IEndpointMapper
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/who-am-i", (HttpContext http) =>
    {
        var caller = ExchangeCaller.Of(http);
        return $"{caller.Tenant} {caller.Scheme} {caller.Principal} {http.User.HasClaim("plan", "pro")}";
    });
}
