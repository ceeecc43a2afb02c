using System.Buffers;
using System.Text.Json;

namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>JSON whose texts are templates. Values are written as JSON values, so none can change the shape of the body.</summary>
internal sealed class JsonTemplate
{
    private readonly JsonElement _json;
    private readonly Dictionary<string, TextTemplate> _templates;

    private JsonTemplate(JsonElement json, Dictionary<string, TextTemplate> templates)
    {
        _json = json;
        _templates = templates;
    }

    public IEnumerable<Placeholder> Placeholders => _templates.Values.SelectMany(t => t.Placeholders);

    /// <summary>Reads a template.</summary>
    /// <param name="json">What the operator wrote.</param>
    /// <param name="names">Knows the names.</param>
    /// <param name="mistakes">What is wrong with it.</param>
    public static JsonTemplate Parse(JsonElement json, NameScope names, ICollection<NameMistake> mistakes)
    {
        var templates = new Dictionary<string, TextTemplate>(StringComparer.Ordinal);
        Collect(json, names, templates, mistakes);
        return new JsonTemplate(json, templates);
    }

    public byte[] Render(ITemplateValues values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, _json, values);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Collect(JsonElement json, NameScope names, Dictionary<string, TextTemplate> templates, ICollection<NameMistake> mistakes)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    Collect(member.Value, names, templates, mistakes);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    Collect(item, names, templates, mistakes);
                }

                break;
            case JsonValueKind.String when !templates.ContainsKey(json.GetString()!):
                if (!TextTemplate.TryParse(json.GetString()!, names, out var template, out var found))
                {
                    foreach (var mistake in found)
                    {
                        mistakes.Add(mistake);
                    }
                }

                templates.Add(json.GetString()!, template);
                break;
        }
    }

    private void Write(Utf8JsonWriter writer, JsonElement json, ITemplateValues values)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().Where(m => !IsAbsent(m.Value, values)))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, values);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray().Where(i => !IsAbsent(i, values)))
                {
                    Write(writer, item, values);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(writer, _templates[json.GetString()!], values);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, TextTemplate template, ITemplateValues values)
    {
        if (template.IsOnePlaceholder && values.Of(template.Placeholders[0]) is { IsJson: true } value)
        {
            writer.WriteRawValue(value.Text);
        }
        else
        {
            writer.WriteStringValue(template.Render(values));
        }
    }

    private bool IsAbsent(JsonElement json, ITemplateValues values) =>
        json.ValueKind == JsonValueKind.String && _templates[json.GetString()!] is { IsOnePlaceholder: true } template && values.Of(template.Placeholders[0]) is null;
}
