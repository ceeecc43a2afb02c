using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Schemas;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>Makes arguments of the fields of a form, urlencoded or multipart, by what <c>encoding</c> says of each.</summary>
internal sealed class FormReader(References references, SchemaLibrary schemas)
{
    public RequestBody Read(Fragment media, string type, IReadOnlyList<ObjectField> fields)
    {
        var isMultipart = MediaType.IsMultipart(type);
        var encoding = media.Find("encoding");
        return new RequestBody([.. fields.Select(f => Field(f, encoding?.Find(f.Name), isMultipart))], isMultipart ? "multipart/form-data" : null);
    }

    private Argument Field(ObjectField field, Fragment? encoding, bool isMultipart)
    {
        var schema = references.Follow(field.Schema);
        var contentType = encoding?.Text("contentType")?.Split(',')[0].Trim();
        contentType = contentType is not null && MediaType.IsConcrete(contentType) ? contentType : null;
        if (isMultipart && (IsFile(schema) || (IsArray(schema) && schema.Find("items") is { } items && IsFile(references.Follow(items)))))
        {
            return new Argument(ArgumentPlace.File, field.Name, IsFile(schema) ? ConvertedSchema.Base64 : ManyFiles, field.IsRequired)
            {
                Description = $"{schema.Text("description")} A file, base64-encoded.".Trim(),
                ContentType = contentType,
            };
        }

        var style = encoding?.Text("style");
        var isJson = contentType is null ? style is null && IsObject(schema) && encoding?.Find("explode") is null : MediaType.IsJson(contentType);
        return new Argument(ArgumentPlace.Form, field.Name, schemas.Convert(field.Schema), field.IsRequired)
        {
            ContentType = isJson ? contentType ?? "application/json" : isMultipart ? contentType : null,
            Style = isMultipart || isJson ? null : style switch { "spaceDelimited" => "SpaceDelimited", "pipeDelimited" => "PipeDelimited", "deepObject" => "DeepObject", _ => null },
            Explode = isMultipart || isJson ? null : encoding?.Find("explode")?.Json.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
            AllowReserved = !isMultipart && encoding?.Is("allowReserved") == true,
        };
    }

    private static ConvertedSchema ManyFiles { get; } = new("""{"type":"array","items":{"type":"string","contentEncoding":"base64"}}"""u8.ToArray(), []);

    /// <summary>3.0 says <c>format: binary</c>, 3.1 names a media type without an encoding, 2.0 has a type of its own.</summary>
    private static bool IsFile(Fragment schema) =>
        schema.Text("type") == "file"
        || (schema.Text("format") == "binary" && schema.Text("type") is null or "string")
        || (schema.Document.Version == ApiVersion.V31 && schema.Text("contentMediaType") is not null && schema.Text("contentEncoding") is null);

    private static bool IsArray(Fragment schema) => schema.Text("type") == "array";

    private static bool IsObject(Fragment schema) => schema.Text("type") == "object" || (schema.Find("type") is null && schema.Find("properties") is not null);
}
