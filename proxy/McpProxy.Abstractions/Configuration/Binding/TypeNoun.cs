namespace McpProxy.Configuration.Binding;

/// <summary>What a type is called in a message to an operator.</summary>
internal static class TypeNoun
{
    public static string Of(BindableType type) => type.Kind switch
    {
        BindableKind.Object or BindableKind.Map => "an object",
        BindableKind.List => $"an array of {type.ItemNoun}",
        BindableKind.Json => "a JSON value",
        BindableKind.Secret => "a secret reference",
        BindableKind.Flags => $"names out of {string.Join(", ", type.Names)}",
        _ => Scalar(type),
    };

    public static string Plural(BindableType type) => type.Kind switch
    {
        BindableKind.Object or BindableKind.Map => "objects",
        BindableKind.List => "arrays",
        BindableKind.Json => "JSON values",
        BindableKind.Secret => "secret references",
        _ when type.Names.Count > 0 => $"names out of {string.Join(", ", type.Names)}",
        _ when IsWholeNumber(type.Type) => "whole numbers",
        _ when IsNumber(type.Type) => "numbers",
        _ when type.Type == typeof(TimeSpan) => "durations",
        _ when type.Type == typeof(Uri) => "absolute URLs",
        _ => "strings",
    };

    public static bool IsWholeNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte)
        || type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(sbyte);

    public static bool IsNumber(Type type) => IsWholeNumber(type) || type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    private static string Scalar(BindableType type)
    {
        if (type.Names.Count > 0)
        {
            return $"one of {string.Join(", ", type.Names)}";
        }

        return type.Type switch
        {
            var t when t == typeof(string) => "a string",
            var t when t == typeof(bool) => "true or false",
            var t when t == typeof(TimeSpan) => "a duration as [d.]hh:mm:ss[.fff]",
            var t when t == typeof(DateTimeOffset) => "a time as yyyy-MM-ddTHH:mm:ssZ",
            var t when t == typeof(Uri) => "an absolute URL",
            var t when t == typeof(Version) => "a version as n or n.n",
            var t when IsWholeNumber(t) => "a whole number",
            var t when IsNumber(t) => "a number",
            var t => $"a {t.Name}",
        };
    }
}
