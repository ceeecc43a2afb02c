using System.Reflection;
using McpProxy.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace McpProxy.Host.Hosting;

/// <summary>
/// <c>Kestrel:Limits</c> of the configuration. Kestrel's own reader takes endpoints and certificates from its section and
/// nothing else, so the limits would be ignored without a word.
/// </summary>
internal static class KestrelLimits
{
    private const string Path = "Kestrel:Limits";

    /// <summary>Sets the limits that the configuration names; they hold until the process ends.</summary>
    /// <exception cref="InvalidConfigurationException">A limit is unknown or cannot be what it is set to.</exception>
    public static void Apply(IConfiguration configuration, KestrelServerLimits limits)
    {
        // The binder fills an object that is there, and those of rates cannot be changed.
        var section = configuration.GetSection(Path);
        limits.MinRequestBodyDataRate = section.GetSection(nameof(limits.MinRequestBodyDataRate)).Exists() ? null : limits.MinRequestBodyDataRate;
        limits.MinResponseDataRate = section.GetSection(nameof(limits.MinResponseDataRate)).Exists() ? null : limits.MinResponseDataRate;
        var errors = new List<ConfigError>();
        foreach (var limit in section.GetChildren())
        {
            try
            {
                // One by one, so that an error can say which.
                var alone = new ConfigurationBuilder().AddInMemoryCollection(limit.AsEnumerable()).Build();
                alone.GetSection(Path).Bind(limits, options => options.ErrorOnUnknownConfiguration = true);
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or TargetInvocationException)
            {
                var reason = (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ");
                errors.Add(new ConfigError(ConfigErrorCodes.InvalidValue, limit.Path, reason, "The members are those of ASP.NET Core's KestrelServerLimits."));
            }
        }

        if (errors.Count > 0)
        {
            throw new InvalidConfigurationException(errors);
        }
    }
}
