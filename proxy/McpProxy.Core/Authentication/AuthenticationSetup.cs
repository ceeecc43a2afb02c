using McpProxy.Authentication.Challenges;
using McpProxy.Authentication.Compilation;
using McpProxy.Authentication.Tokens;
using McpProxy.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Authentication;

/// <summary>Composes the room.</summary>
internal static class AuthenticationSetup
{
    /// <summary>Registers what compiles the sections; it is needed to load a configuration, with or without a server.</summary>
    public static IServiceCollection AddAccessCompiler(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KeySources>();
        services.TryAddSingleton<JwtCompiler>();
        services.TryAddSingleton<SchemeCompiler>();
        services.TryAddSingleton<AccessCompiler>();
        return services;
    }

    /// <summary>Registers what makes requests known. Needs <see cref="Configuration.LiveConfig"/>.</summary>
    public static IServiceCollection AddCallerAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton<MetadataEndpoint>();
        services.TryAddSingleton<ICallerChallenges, CallerChallenges>();
        if (services.All(s => s.ServiceType != typeof(IAuthorizationMiddlewareResultHandler) || s.ImplementationType == typeof(AuthorizationMiddlewareResultHandler)))
        {
            // In place of ASP.NET Core's, not of one that the host wrote.
            services.Replace(ServiceDescriptor.Singleton<IAuthorizationMiddlewareResultHandler, AuthorizationResultHandler>());
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, AuthenticationFilter>());
        return services;
    }
}
