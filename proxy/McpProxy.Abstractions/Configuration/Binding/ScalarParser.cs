using System.Globalization;
using System.Reflection;

namespace McpProxy.Configuration.Binding;

/// <summary>Parsers of values that are one text. Each returns null for a text that does not fit.</summary>
internal static class ScalarParser
{
    private static readonly MethodInfo ParsableMethod = typeof(ScalarParser).GetMethod(nameof(Parsable), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The parser of a type, or null when it is no scalar.</summary>
    public static Func<string, object?>? For(Type type)
    {
        if (type == typeof(string))
        {
            return text => text;
        }

        if (type == typeof(bool))
        {
            return text => bool.TryParse(text, out var value) ? value : null;
        }

        if (type == typeof(TimeSpan))
        {
            // A bare "30" would be thirty days.
            return text => text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) ? value : null;
        }

        if (type == typeof(Uri))
        {
            return text => Uri.TryCreate(text, UriKind.Absolute, out var value) && text.Contains(':') ? value : null;
        }

        if (type == typeof(Version))
        {
            return text => Version.TryParse(text.Contains('.') ? text : text + ".0", out var value) ? value : null;
        }

        if (type.IsEnum)
        {
            return text => ParseEnum(type, text);
        }

        return IsParsable(type) ? ParsableMethod.MakeGenericMethod(type).CreateDelegate<Func<string, object?>>() : null;
    }

    /// <summary>Names only: a number would bind to values that have no name.</summary>
    private static object? ParseEnum(Type type, string text)
    {
        var name = Array.Find(Enum.GetNames(type), n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse(type, name);
    }

    private static bool IsParsable(Type type) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GenericTypeArguments[0] == type);

    private static object? Parsable<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
