using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Configuration.Imports;

/// <summary>Registers importers.</summary>
public static class ImportBuilderExtensions
{
    /// <summary>Registers an importer and its section below <c>Mcp</c>. Registering it twice is harmless. It is made once, by dependency injection.</summary>
    /// <typeparam name="TImporter">The importer, usually derived from <see cref="ConfigurationImporter{TOptions}"/>.</typeparam>
    /// <param name="builder">The builder a plugin was given.</param>
    public static IMcpProxyBuilder AddImporter<TImporter>(this IMcpProxyBuilder builder)
        where TImporter : class, IConfigurationImporter
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigurationImporter, TImporter>());
        return builder;
    }
}
