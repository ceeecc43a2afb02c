using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Mcp.Methods;

/// <summary>Registers the methods that are served: one line each, and nothing else knows them all.</summary>
internal static class MethodSetup
{
    public static IServiceCollection AddMethods(this IServiceCollection services)
    {
        services.AddMethod<ToolsCallHandler>();
        services.AddMethod<ToolsListHandler>();
        services.AddMethod<PromptsListHandler>();
        services.AddMethod<PromptsGetHandler>();
        services.AddMethod<CompleteHandler>();
        services.AddMethod<ResourcesListHandler>();
        services.AddMethod<ResourceTemplatesListHandler>();
        services.AddMethod<ResourcesReadHandler>();
        services.AddMethod<ResourcesSubscribeHandler>();
        services.AddMethod<ResourcesUnsubscribeHandler>();
        services.AddMethod<DiscoverHandler>();
        services.AddMethod<InitializeHandler>();
        services.AddMethod<PingHandler>();
        services.AddMethod<ListenHandler>();
        services.AddMethod<SetLogLevelHandler>();
        services.TryAddSingleton<MethodTable>();
        return services;
    }

    private static void AddMethod<T>(this IServiceCollection services)
        where T : class, IMethodHandler =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMethodHandler, T>());
}
