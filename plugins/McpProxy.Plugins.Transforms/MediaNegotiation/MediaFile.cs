using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Reads a file of media types: a registry by request, a bare list, or an OpenAPI document.</summary>
internal static class MediaFile
{
    /// <summary>Many times the largest OpenAPI document we know of.</summary>
    private const long MaxBytes = 32 * 1024 * 1024;

    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 256 };

    /// <param name="path">The file.</param>
    /// <exception cref="MediaFileException">The file cannot be used; the message says why.</exception>
    public static MediaSource Read(string path)
    {
        using var document = Parse(path);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new MediaFileException("The file is not a JSON object.");
        }

        if (root.TryGetProperty("paths", out var paths))
        {
            return OpenApiMedia.Read(root, paths);
        }

        var source = new MediaSource();
        AddRequests(source, root);
        AddResponses(source, root);
        if (root.TryGetProperty("content_types", out var loose))
        {
            source.Loose.AddRange(Types(loose));
        }

        return source.Requests.Count + source.Responses.Count + source.Loose.Count > 0
            ? source
            : throw new MediaFileException("The file has none of requests, responses, content_types and (of an OpenAPI document) paths.");
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            if (FileLength.Of(path) == 0)
            {
                throw new MediaFileException($"The file {FileLength.NoneReason}.");
            }

            using var stream = File.OpenRead(path);
            return stream.Length <= MaxBytes ? JsonDocument.Parse(stream, _lenient) : throw new MediaFileException($"The file is larger than {MaxBytes / (1024 * 1024)} MiB.");
        }
        catch (JsonException e)
        {
            throw new MediaFileException($"The file is not JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MediaFileException("The file does not exist.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaFileException($"The file cannot be read ({e.GetType().Name}).");
        }
    }

    private static void AddRequests(MediaSource source, JsonElement root)
    {
        foreach (var (pattern, types) in Members(root, "requests"))
        {
            if (Types(types).FirstOrDefault() is { } type)
            {
                source.Requests.Add((pattern, type));
            }
        }
    }

    private static void AddResponses(MediaSource source, JsonElement root)
    {
        foreach (var (pattern, types) in Members(root, "responses"))
        {
            source.Responses.Add((pattern, Types(types)));
        }
    }

    private static IEnumerable<(RequestPattern Pattern, JsonElement Types)> Members(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var map))
        {
            yield break;
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            throw new MediaFileException($"'{name}' is not an object.");
        }

        foreach (var member in map.EnumerateObject())
        {
            yield return (RequestPattern.Parse(member.Name) ?? throw new MediaFileException($"'{member.Name}' in '{name}' is not a method and a path."), member.Value);
        }
    }

    /// <summary>One type, or a list of them.</summary>
    private static List<string> Types(JsonElement types) => types.ValueKind switch
    {
        JsonValueKind.String => [Type(types)],
        JsonValueKind.Array => [.. types.EnumerateArray().Select(Type)],
        _ => throw new MediaFileException("Media types are a text or an array of texts."),
    };

    private static string Type(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && type.GetString() is { } text && MediaTypeName.IsType(text)
            ? text
            : throw new MediaFileException($"{type.GetRawText()} is not a media type.");
}
