using System.Globalization;
using System.Reflection;
using System.Text;

namespace McpProxy.Configuration.Schema;

/// <summary>Writes codes and their meanings as a Markdown table, for docs/configuration.md.</summary>
internal static class ErrorCodeTable
{
    /// <param name="types">Classes whose constants are codes.</param>
    public static string Of(params IEnumerable<Type> types)
    {
        var documentation = new XmlDocumentation();
        var text = new StringBuilder("| code | meaning |\n|---|---|\n");
        foreach (var field in types.SelectMany(Codes).OrderBy(f => (string)f.GetRawConstantValue()!, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {field.GetRawConstantValue()} | {documentation.Of(field)} |\n");
        }

        return text.ToString();
    }

    public static IEnumerable<FieldInfo> Codes(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral && f.FieldType == typeof(string));
}
