using System.Globalization;
using System.Reflection;
using System.Text;
using McpProxy.Configuration.Binding;

namespace McpProxy.Configuration.Schema;

/// <summary>Writes the keys below a type as a Markdown table, for docs/configuration.md.</summary>
internal sealed class KeyTable(XmlDocumentation documentation)
{
    private readonly StringBuilder _text = new();

    /// <param name="root">The path above the keys, e.g. <c>Mcp</c>.</param>
    /// <param name="type">What is bound there.</param>
    public static string Of(string root, Type type)
    {
        var table = new KeyTable(new XmlDocumentation());
        table._text.Append("| key | value | meaning |\n|---|---|---|\n");
        table.AddKeys(root, type, []);
        return table._text.ToString();
    }

    private void AddKeys(string path, Type type, IReadOnlyList<Type> above)
    {
        foreach (var property in ObjectShape.Of(type).Properties.Values.OrderBy(p => p.Property.MetadataToken))
        {
            var key = $"{path}:{property.Name}";
            var bindable = BindableType.Of(property.Type);
            _text.Append(CultureInfo.InvariantCulture, $"| `{key}` | {Describe(bindable)} | {Meaning(property.Property)} |\n");
            AddBelow(key, bindable, [.. above, type]);
        }
    }

    private void AddBelow(string key, BindableType type, IReadOnlyList<Type> above)
    {
        var (path, inner) = type.Kind switch
        {
            BindableKind.Object => (key, type),
            BindableKind.Map => ($"{key}:{{name}}", BindableType.Of(type.Item!)),
            BindableKind.List => ($"{key}:{{n}}", BindableType.Of(type.Item!)),
            _ => (key, type),
        };
        if (inner.Kind == BindableKind.Object && !above.Contains(inner.Type))
        {
            AddKeys(path, inner.Type, above);
        }
    }

    private string Meaning(PropertyInfo property) => (documentation.Of(property) ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Describe(BindableType type) => type.Kind switch
    {
        BindableKind.Object => ShortFormReader.Of(type.Type) is { } shortForm ? $"object, or `{shortForm.Form}`" : "object",
        BindableKind.Map => BindableType.Of(type.Item!) is { Kind: BindableKind.Object } item ? $"map of name to {Describe(item)}" : $"map of name to {Item(type)}",
        BindableKind.List or BindableKind.Flags => $"list of {(type.Item is null ? Names(type) : Item(type))}",
        BindableKind.Json => "any JSON",
        BindableKind.Secret => "secret: `env:NAME` or `file:/path`",
        _ when type.Names.Count > 0 => Names(type),
        _ when type.Type == typeof(TimeSpan) => "duration",
        _ when type.Type == typeof(bool) => "boolean",
        _ when TypeNoun.IsWholeNumber(type.Type) => "integer",
        _ when TypeNoun.IsNumber(type.Type) => "number",
        _ when type.Type == typeof(Uri) => "URL",
        _ => "string",
    };

    private static string Item(BindableType type) => Describe(BindableType.Of(type.Item!)) is var item && item.StartsWith("list", StringComparison.Ordinal) ? $"({item})" : item;

    private static string Names(BindableType type) => string.Join(", ", type.Names.Select(n => $"`{n}`"));
}
