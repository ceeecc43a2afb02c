using System.Text.Json;
using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>
/// What the file <c>X.media.json</c> beside a document <c>X</c> says of media types: <c>requests</c> and <c>responses</c> by method and path, which
/// count instead of what the document says, and <c>content_types</c>, a bare list, which counts for operations of which the document says
/// nothing. Immutable.
/// </summary>
internal sealed class MediaSidecar
{
    private readonly Dictionary<string, string> _requests = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _responses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _written = new(StringComparer.OrdinalIgnoreCase);

    private MediaSidecar(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("It is not a JSON object.");
        }

        foreach (var (operation, types) in Members(root, "requests"))
        {
            if (Types(types) is [var type, ..])
            {
                _requests.TryAdd(operation, type);
            }
        }

        foreach (var (operation, types) in Members(root, "responses"))
        {
            _responses.TryAdd(operation, Types(types));
        }

        ContentTypes = root.TryGetProperty("content_types"u8, out var list) ? [.. Types(list).Distinct(StringComparer.OrdinalIgnoreCase)] : [];
    }

    private MediaSidecar() => ContentTypes = [];

    public static MediaSidecar None { get; } = new();

    /// <summary>Types of answers that belong to no operation.</summary>
    public IReadOnlyList<string> ContentTypes { get; }

    /// <summary>Reads the file beside a document; <see cref="None"/> when there is none.</summary>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    public static MediaSidecar Read(ApiDocument document, DocumentFiles files)
    {
        if (!document.IsFile)
        {
            return None;
        }

        var path = Path.ChangeExtension(document.Location, null) + SidecarFiles.Media;
        try
        {
            return files.ReadBeside(path) is { } root ? new MediaSidecar(root) : None;
        }
        catch (Exception e) when (e is DocumentException or InvalidOperationException)
        {
            throw new DocumentException((e as DocumentException)?.Code ?? OpenApiErrorCodes.Malformed, $"{Path.GetFileName(path)} beside it: {(e is DocumentException ? e.Message : DocumentReader.HalfSurrogate)}");
        }
    }

    /// <summary>The type of the body of an operation; null when nothing is said.</summary>
    public string? RequestOf(ApiOperation operation) => _requests.Count == 0 ? null : _requests.GetValueOrDefault(KeyOf(operation.Method, operation.Path));

    /// <summary>The types that an operation answers with, in the order of the file; null when nothing is said.</summary>
    public IReadOnlyList<string>? ResponsesOf(ApiOperation operation) => _responses.Count == 0 ? null : _responses.GetValueOrDefault(KeyOf(operation.Method, operation.Path));

    /// <summary>Operations of the file that the document has not, as they stand there.</summary>
    /// <param name="operations">All operations of the document, as <c>GET /pets/{id}</c>.</param>
    public IEnumerable<string> Unknown(IEnumerable<ApiOperation> operations) =>
        _written.ExceptBy(operations.Select(o => KeyOf(o.Method, o.Path)), w => w.Key, StringComparer.OrdinalIgnoreCase).Select(w => w.Value);

    /// <summary>Names of variables and slashes at the end make no difference.</summary>
    private static string KeyOf(string method, string path) =>
        $"{method} /{string.Join('/', path.Trim('/').Split('/').Select(s => s.Contains('{', StringComparison.Ordinal) ? "{}" : s))}";

    private IEnumerable<(string Operation, JsonElement Types)> Members(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var map))
        {
            yield break;
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            throw Malformed($"'{name}' is not an object.");
        }

        foreach (var member in map.EnumerateObject())
        {
            var key = member.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var method, ['/', ..] path]
                ? KeyOf(method, path)
                : throw Malformed($"'{Excerpt.Of(member.Name)}' in '{name}' is not a method and a path, as 'GET /pets/{{id}}'.");
            _written.TryAdd(key, member.Name);
            yield return (key, member.Value);
        }
    }

    /// <summary>One type, or a list of them.</summary>
    private static List<string> Types(JsonElement types) => types.ValueKind switch
    {
        JsonValueKind.String => [Type(types)],
        JsonValueKind.Array => [.. types.EnumerateArray().Select(Type)],
        _ => throw Malformed("Media types are a text or a list of texts."),
    };

    private static string Type(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && type.GetString() is { } text && MediaType.IsConcrete(text) ? text : throw Malformed($"{Excerpt.Of(type.GetRawText())} is not a media type.");

    private static DocumentException Malformed(string what) => new(OpenApiErrorCodes.Malformed, what);
}
