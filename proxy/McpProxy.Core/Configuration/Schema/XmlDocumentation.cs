using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace McpProxy.Configuration.Schema;

/// <summary>
/// The summaries that the compiler wrote beside each assembly: what a key means is said once, at its property. An assembly
/// without its file has no descriptions; nothing else depends on them.
/// </summary>
internal sealed class XmlDocumentation
{
    private readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> _members = new();

    public string? Of(Type type) => Text(type.Assembly, $"T:{Name(type)}");

    public string? Of(PropertyInfo property) => Text(property.DeclaringType!.Assembly, $"P:{Name(property.DeclaringType)}.{property.Name}");

    public string? Of(FieldInfo field) => Text(field.DeclaringType!.Assembly, $"F:{Name(field.DeclaringType)}.{field.Name}");

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private string? Text(Assembly assembly, string member)
    {
        var members = _members.GetOrAdd(assembly, Load);
        if (!members.TryGetValue(member, out var element))
        {
            return null;
        }

        var text = new StringBuilder();
        Append(text, element);
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement { Name.LocalName: "c" or "code" } code:
                    text.Append('`').Append(code.Value).Append('`');
                    break;
                case XElement reference when (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name")) is { } target:
                    text.Append('`').Append(ShortName(target.Value)).Append('`');
                    break;
                case XElement other:
                    text.Append(' ');
                    Append(text, other);
                    text.Append(' ');
                    break;
            }
        }
    }

    /// <summary>
    /// The last name of a reference such as <c>P:McpProxy.Configuration.ToolConfig.Request</c>; keys of the section
    /// <c>Mcp</c> itself with their section, as others have keys of the same name.
    /// </summary>
    private static string ShortName(string reference)
    {
        var name = reference.Split('(')[0];
        var last = name[(name.LastIndexOfAny(['.', ':']) + 1)..];
        return name.StartsWith($"P:{typeof(McpConfig).FullName}.", StringComparison.Ordinal) ? $"Mcp:{last}" : last;
    }

    private static IReadOnlyDictionary<string, XElement> Load(Assembly assembly)
    {
        using var stream = Open(assembly);
        if (stream is null)
        {
            return new Dictionary<string, XElement>();
        }

        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader).Descendants("member")
            .Where(m => m.Element("summary") is not null)
            .GroupBy(m => (string)m.Attribute("name")!)
            .ToDictionary(g => g.Key, g => g.First().Element("summary")!);
    }

    private static Stream? Open(Assembly assembly)
    {
        // YARP's file stays behind in its package; it is embedded at build.
        if (typeof(XmlDocumentation).Assembly.GetManifestResourceStream(assembly.GetName().Name + ".xml") is { } embedded)
        {
            return embedded;
        }

        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return file.Length > 0 && File.Exists(file) ? File.OpenRead(file) : null;
    }
}
