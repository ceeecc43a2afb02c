namespace McpProxy.Host.Hosting;

/// <summary>
/// YARP brings ASP.NET Core's data protection for two of its affinity policies. Left alone it creates a key on disk, and warns
/// that it is not encrypted, at the first start of every proxy. Without its warm-up it does so when a policy needs a key.
/// </summary>
internal static class LazyDataProtection
{
    /// <summary>The type is internal to ASP.NET Core.</summary>
    private const string WarmUp = "Microsoft.AspNetCore.DataProtection.Internal.DataProtectionHostedService";

    public static void RemoveWarmUp(IServiceCollection services)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i] is { IsKeyedService: false, ImplementationType.FullName: WarmUp })
            {
                services.RemoveAt(i);
            }
        }
    }
}
