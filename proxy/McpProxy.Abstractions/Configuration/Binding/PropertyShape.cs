using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace McpProxy.Configuration.Binding;

/// <summary>One key of a bindable type.</summary>
internal sealed class PropertyShape(PropertyInfo property)
{
    private PropertySetter? _setter;

    public PropertyInfo Property { get; } = property;

    public string Name => Property.Name;

    public Type Type => Property.PropertyType;

    public bool Required { get; } = property.IsDefined(typeof(RequiredAttribute), inherit: true);

    /// <summary>Everything but <see cref="RequiredAttribute"/>.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; } =
        [.. property.GetCustomAttributes<ValidationAttribute>(inherit: true).Where(a => a is not RequiredAttribute)];

    public void Set(object target, object? value) => (_setter ??= PropertySetter.Of(Property)).Set(target, value);
}
