using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;

namespace McpProxy.Configuration.Binding;

/// <summary>What the binder, the schema writer and the documentation know of a property type. Found once per type.</summary>
internal sealed class BindableType
{
    private static readonly ConcurrentDictionary<Type, BindableType> Known = new();

    private readonly Func<string, object?>? _parse;

    private BindableType(Type declared)
    {
        Type = Nullable.GetUnderlyingType(declared) ?? declared;
        (Kind, Item) = Classify(Type);
        if (Kind is BindableKind.Scalar or BindableKind.Flags)
        {
            Names = Type.IsEnum ? Enum.GetNames(Type) : [];
            _parse = ScalarParser.For(Type);
        }

        Noun = TypeNoun.Of(this);
    }

    /// <summary>The type without its nullable wrapper.</summary>
    public Type Type { get; }

    public BindableKind Kind { get; }

    /// <summary>The type of the items of a list or of the values of a map.</summary>
    public Type? Item { get; }

    /// <summary>The names of an enum; empty otherwise.</summary>
    public IReadOnlyList<string> Names { get; } = [];

    /// <summary>What the value is, for messages: <c>a whole number</c>.</summary>
    public string Noun { get; }

    /// <summary>What the items are, for messages: <c>strings</c>.</summary>
    public string ItemNoun => TypeNoun.Plural(Of(Item!));

    public static BindableType Of(Type type) => Known.GetOrAdd(type, static t => new BindableType(t));

    /// <exception cref="NotSupportedException">The type cannot be bound: a mistake in the program, not in the configuration.</exception>
    public bool TryParse(string text, out object? value)
    {
        value = (_parse ?? throw new NotSupportedException($"{Type} cannot be bound to configuration."))(text);
        return value is not null;
    }

    /// <summary>The array itself, or a list of it, whichever the property takes.</summary>
    public object ToCollection(Array items) => Type.IsAssignableFrom(items.GetType()) ? items : Activator.CreateInstance(typeof(List<>).MakeGenericType(Item!), items)!;

    /// <summary>Configuration keys differ in more than case only, so the map does too.</summary>
    public IDictionary CreateMap() => (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), Item!), StringComparer.OrdinalIgnoreCase)!;

    private static (BindableKind Kind, Type? Item) Classify(Type type)
    {
        if (type == typeof(JsonElement))
        {
            return (BindableKind.Json, null);
        }

        if (type == typeof(Secret))
        {
            return (BindableKind.Secret, null);
        }

        if (type.IsEnum)
        {
            return (type.IsDefined(typeof(FlagsAttribute), inherit: false) ? BindableKind.Flags : BindableKind.Scalar, null);
        }

        if (ScalarParser.For(type) is not null)
        {
            return (BindableKind.Scalar, null);
        }

        if (MapValue(type) is { } mapValue)
        {
            return (BindableKind.Map, mapValue);
        }

        return ListItem(type) is { } listItem ? (BindableKind.List, listItem) : Composite(type);
    }

    private static (BindableKind Kind, Type? Item) Composite(Type type) => type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null
        ? (BindableKind.Object, null)
        : throw new NotSupportedException($"{type} cannot be bound to configuration: it needs a public parameterless constructor.");

    private static Type? MapValue(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var open
        && (open == typeof(IReadOnlyDictionary<,>) || open == typeof(IDictionary<,>) || open == typeof(Dictionary<,>))
        && type.GenericTypeArguments[0] == typeof(string)
            ? type.GenericTypeArguments[1]
            : null;

    private static Type? ListItem(Type type)
    {
        if (type.IsSZArray)
        {
            return type.GetElementType();
        }

        return type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(IReadOnlyList<>) || open == typeof(IReadOnlyCollection<>) || open == typeof(IEnumerable<>)
                || open == typeof(IList<>) || open == typeof(ICollection<>) || open == typeof(List<>))
            ? type.GenericTypeArguments[0]
            : null;
    }
}
