using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace McpProxy.IntegrationTests.OpenApi.Reading;

/// <summary>Reads the body of a request back into a value, by its media type.</summary>
internal static class BodyReader
{
    /// <param name="api">The document.</param>
    /// <param name="contentType">The header as it was sent.</param>
    /// <param name="body">One character for each byte.</param>
    /// <param name="media">What the document says of this media type.</param>
    /// <returns>The value; of files, of texts and of what is no JSON, a text, binary ones in base64.</returns>
    public static JsonNode? Read(WrittenApi api, string contentType, string body, JsonElement media)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        var schema = media.TryGetProperty("schema", out var given) ? api.Resolve(given) : default;
        return contentType.Split(';')[0] switch
        {
            "application/x-www-form-urlencoded" => ReadForm(api, body, schema, media),
            "multipart/form-data" => ReadParts(api, body, contentType, schema),
            "application/octet-stream" => Convert.ToBase64String(bytes),
            var type when type.EndsWith("json", StringComparison.Ordinal) => JsonNode.Parse(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };
    }

    private static JsonObject ReadForm(WrittenApi api, string body, JsonElement schema, JsonElement media)
    {
        var read = new JsonObject();
        foreach (var field in WireReader.Pairs(body).GroupBy(p => WireReader.Decode(p.Name)))
        {
            var property = api.Resolve(schema.GetProperty("properties").GetProperty(field.Key));
            var encoding = media.TryGetProperty("encoding", out var all) && all.TryGetProperty(field.Key, out var own) ? own : property;
            var isList = WireReader.TypeOf(property) == "array";
            var isExploded = !isList || (encoding.TryGetProperty("explode", out var explode) ? explode.GetBoolean() : WireReader.StyleOf(property, "query").Explode || !api.IsSwagger);
            read[field.Key] = isList
                ? new JsonArray([.. field.SelectMany(f => isExploded ? [f.Value] : f.Value.Replace("%2C", ",", StringComparison.Ordinal).Split(',')).Select(v => WireReader.Scalar(v, "string"))])
                : WireReader.TypeOf(property) == "object" ? JsonNode.Parse(WireReader.Decode(field.First().Value)) : WireReader.Scalar(field.First().Value, WireReader.TypeOf(property));
        }

        return read;
    }

    private static JsonObject ReadParts(WrittenApi api, string body, string contentType, JsonElement schema)
    {
        var read = new JsonObject();
        var boundary = Regex.Match(contentType, "boundary=\"?([^\";]+)").Groups[1].Value;
        foreach (var part in body.Split("--" + boundary)[1..^1])
        {
            var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var name = Regex.Match(part[..end], "name=\"?([^\";\r]+)").Groups[1].Value;
            var bytes = Encoding.Latin1.GetBytes(part[(end + 4)..^2]);
            var property = api.Resolve(schema.GetProperty("properties").GetProperty(name));
            var isFile = WrittenApi.Text(property, "format") == "binary" || WrittenApi.Text(property, "type") == "file";
            var text = Encoding.UTF8.GetString(bytes);
            read[name] = isFile ? Convert.ToBase64String(bytes) : WireReader.TypeOf(property) == "object" ? JsonNode.Parse(text) : text;
        }

        return read;
    }
}
