using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Configuration.Binding;

/// <summary>Reaches the static members of <see cref="IShortForm{TSelf}"/> of a type known at run time.</summary>
internal abstract class ShortFormReader
{
    private static readonly ConcurrentDictionary<Type, ShortFormReader?> Readers = new();

    public abstract string Form { get; }

    public abstract string Pattern { get; }

    /// <summary>The reader of a type, or null when it has no short form.</summary>
    public static ShortFormReader? Of(Type type) => Readers.GetOrAdd(type, static t =>
        Array.Exists(t.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IShortForm<>))
            ? (ShortFormReader)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(t))!
            : null);

    public abstract bool TryParse(string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? error);

    private sealed class Typed<T> : ShortFormReader
        where T : class, IShortForm<T>
    {
        public override string Form => T.ShortForm;

        public override string Pattern => T.ShortFormPattern;

        public override bool TryParse(string text, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? error)
        {
            var parsed = T.TryParse(text, out var typed, out error);
            value = typed;
            return parsed;
        }
    }
}
