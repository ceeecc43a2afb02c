using McpProxy.Configuration.Binding;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration;

/// <summary>
/// Binds configuration to records the way an operator would want it: every key must mean something, every value must fit,
/// and all mistakes are reported at once with their full path and the nearest valid name.
/// </summary>
/// <remarks>
/// A bindable type is a class or record with a public parameterless constructor; its public settable properties
/// (<c>set</c> or <c>init</c>) are the keys. Their types may be strings, numbers, booleans, enums, <see cref="TimeSpan"/>
/// (<c>[d.]hh:mm:ss[.fffffff]</c>), <see cref="Uri"/> (absolute), <see cref="Version"/>, anything with <see cref="IParsable{TSelf}"/>,
/// <see cref="Secret"/>, <see cref="System.Text.Json.JsonElement"/> (any JSON, verbatim), bindable types, their nullable forms, arrays and
/// <see cref="IReadOnlyList{T}"/>, and <see cref="IReadOnlyDictionary{TKey, TValue}"/> with string keys. Types that implement
/// <see cref="IShortForm{TSelf}"/> may be written as one string. Attributes of <c>System.ComponentModel.DataAnnotations</c>
/// (<c>[Range]</c>, <c>[Required]</c>, <c>[RegularExpression]</c> …) are checked. A null or absent value leaves the default.
/// </remarks>
public static class StrictBinder
{
    /// <summary>Binds a section. Never throws on bad input: what could not be bound keeps its default.</summary>
    /// <param name="section">The section; it need not exist.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <param name="options">Secrets policy and raw JSON; <see cref="StrictBinderOptions.Default"/> when null.</param>
    /// <typeparam name="T">A bindable type.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> has a property of a type that cannot be bound.</exception>
    public static T Bind<T>(IConfigurationSection section, ConfigErrors errors, StrictBinderOptions? options = null)
        where T : class, new() => (T)Bind(typeof(T), section, errors, options);

    /// <summary>Binds a section to a type known at run time; see <see cref="Bind{T}"/>.</summary>
    /// <param name="type">A bindable type.</param>
    /// <param name="section">The section; it need not exist.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <param name="options">Secrets policy and raw JSON; <see cref="StrictBinderOptions.Default"/> when null.</param>
    public static object Bind(Type type, IConfigurationSection section, ConfigErrors errors, StrictBinderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(errors);
        var binder = new ValueBinder(errors, options ?? StrictBinderOptions.Default);
        return binder.TryBindObject(type, section, out var value) ? value! : ObjectShape.Of(type).Create();
    }
}
