using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>The keys of a bindable type. Found once per type.</summary>
internal sealed class ObjectShape
{
    private static readonly ConcurrentDictionary<Type, ObjectShape> Shapes = new();

    private readonly Type _type;

    private ObjectShape(Type type)
    {
        _type = type;
        Properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p is { CanRead: true, SetMethod.IsPublic: true } && p.GetIndexParameters().Length == 0 && !IsId(p))
            .Select(p => new PropertyShape(p))
            .ToFrozenDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        Required = [.. Properties.Values.Where(p => p.Required)];
    }

    public FrozenDictionary<string, PropertyShape> Properties { get; }

    /// <summary>Those that must be there.</summary>
    public PropertyShape[] Required { get; }

    public static ObjectShape Of(Type type) => Shapes.GetOrAdd(type, static t => new ObjectShape(t));

    public object Create() => Activator.CreateInstance(_type)!;

    /// <summary>Ids are properties of YARP's types, but in configuration they are the keys above.</summary>
    private static bool IsId(PropertyInfo property) =>
        (property.DeclaringType == typeof(RouteConfig) && property.Name == nameof(RouteConfig.RouteId))
        || (property.DeclaringType == typeof(ClusterConfig) && property.Name == nameof(ClusterConfig.ClusterId));
}
