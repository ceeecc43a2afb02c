using System.Text.Json;
using McpProxy.Configuration.Binding;
using McpProxy.Configuration.Layers;
using Microsoft.Extensions.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Configuration.Loading;

/// <summary>Reads the <c>McpProxy</c> section: the host's own keys, and one section per kind of plugin, referred to or not.</summary>
internal sealed class PluginSections
{
    private readonly Dictionary<string, ISectionDescriptor> _descriptors = new(StringComparer.OrdinalIgnoreCase);

    public PluginSections(IEnumerable<ISectionDescriptor> descriptors, IEnumerable<ITransformFactory> factories)
    {
        foreach (var descriptor in descriptors.Concat(factories.OfType<ISectionDescriptor>()))
        {
            _descriptors.TryAdd(descriptor.Key, descriptor);
        }
    }

    public IReadOnlyCollection<ISectionDescriptor> Descriptors => _descriptors.Values;

    public McpProxyConfig Read(IConfigurationSection section, ConfigErrors errors, StrictBinderOptions options)
    {
        var own = ObjectShape.Of(typeof(McpProxyConfig)).Properties;
        if (section.Value is not null)
        {
            errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected an object, got {Came.Describe(section)}.");
        }

        foreach (var child in section.GetChildren().Where(c => !own.ContainsKey(c.Key)))
        {
            if (_descriptors.TryGetValue(child.Key, out var descriptor))
            {
                Check(descriptor, child, errors, options);
            }
            else
            {
                UnknownKey.Add(errors, child, section, own.Keys.Concat(_descriptors.Keys));
            }
        }

        return StrictBinder.Bind<McpProxyConfig>(((FrozenSection)section).Only(own.ContainsKey), errors, options);
    }

    private static void Check(ISectionDescriptor descriptor, IConfigurationSection section, ConfigErrors errors, StrictBinderOptions options)
    {
        if (!descriptor.IsMap)
        {
            CheckOptions(descriptor, section, errors, options);
            return;
        }

        if (section.Value is not null)
        {
            errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected an object, got {Came.Describe(section)}.");
        }

        foreach (var child in section.GetChildren().Where(c => options.JsonOf(c)?.ValueKind is not JsonValueKind.Null))
        {
            CheckOptions(descriptor, child, errors, options);
        }
    }

    private static void CheckOptions(ISectionDescriptor descriptor, IConfigurationSection section, ConfigErrors errors, StrictBinderOptions options)
    {
        try
        {
            descriptor.Validate(StrictBinder.Bind(descriptor.OptionsType, section, errors, options), section.Path, errors);
        }
        catch (Exception e)
        {
            // Foreign code: its fault is one more line of the report, not the end of it.
            errors.Add(ConfigErrorCodes.PluginFault, section.Path, $"{descriptor.GetType().Name} failed on its options: {e.GetType().Name}: {e.Message}");
        }
    }
}
