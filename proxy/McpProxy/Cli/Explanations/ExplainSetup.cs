using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>Makes a host whose requests are caught before they are sent.</summary>
internal static class ExplainSetup
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<RequestRecord>();
        services.AddSingleton<IProxyConfigFilter, StepFilter>();
        services.AddSingleton<ITransformFactory, StepFactory>();
        services.Replace(ServiceDescriptor.Singleton<TimeProvider, OneInstant>());
        services.Replace(ServiceDescriptor.Singleton<IForwarderHttpClientFactory, CaughtUpstream>());
    }
}
