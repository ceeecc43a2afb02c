using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Tools.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Dispatch;

public sealed class CorridorRequestTests
{
    [Fact]
    public void RequestServices_OfACaller_AreTheCallersAndAskedForLate()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var caller = new DefaultHttpContext();
        var feature = new CountingServices(services);
        caller.Features.Set<IServiceProvidersFeature>(feature);
        using var bound = new BoundRequest();
        using var abort = new CancellationTokenSource();

        var request = new CorridorRequest(SomeTool.With("GET /x"), bound, caller, "id", services: null, abort);
        Assert.Equal(0, feature.Asked);

        Assert.Same(services, request.RequestServices);
    }

    [Fact]
    public void RequestServices_WithoutACaller_AreThoseThatWereGiven()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var bound = new BoundRequest();
        using var abort = new CancellationTokenSource();

        var request = new CorridorRequest(SomeTool.With("GET /x"), bound, caller: null, "id", services, abort);

        Assert.Same(services, request.RequestServices);
    }

    private sealed class CountingServices(IServiceProvider services) : IServiceProvidersFeature
    {
        public int Asked { get; private set; }

        public IServiceProvider RequestServices
        {
            get
            {
                Asked++;
                return services;
            }
            set => throw new NotSupportedException();
        }
    }
}
