using System.Reflection;

namespace McpProxy.Configuration.Binding;

/// <summary>
/// Sets a property. Reflection compiles two methods for each property that it sets often; all delegates over classes share one.
/// </summary>
internal abstract class PropertySetter
{
    public static PropertySetter Of(PropertyInfo property) => property.PropertyType.IsValueType || property.DeclaringType!.IsValueType
        ? new ByReflection(property)
        : (PropertySetter)Activator.CreateInstance(typeof(ByDelegate<,>).MakeGenericType(property.DeclaringType, property.PropertyType), property)!;

    public abstract void Set(object target, object? value);

    private sealed class ByReflection(PropertyInfo property) : PropertySetter
    {
        public override void Set(object target, object? value) => property.SetValue(target, value);
    }

    private sealed class ByDelegate<TTarget, TValue>(PropertyInfo property) : PropertySetter
        where TTarget : class
        where TValue : class
    {
        private readonly Action<TTarget, TValue?> _set = property.SetMethod!.CreateDelegate<Action<TTarget, TValue?>>();

        public override void Set(object target, object? value) => _set((TTarget)target, (TValue?)value);
    }
}
