using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Operations;
using McpProxy.Plugins.OpenApi.Schemas;
using McpProxy.Plugins.OpenApi.Sidecars;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>Reads the body of an operation: OpenAPI 3 has it apart, Swagger 2.0 among the parameters.</summary>
internal sealed class BodyReader(References references, SchemaLibrary schemas, MediaSidecar sidecar)
{
    private const string WholeName = "body";

    private readonly ObjectFields _fields = new(references, schemas);
    private readonly FormReader _forms = new(references, schemas);

    /// <param name="operation">The operation.</param>
    /// <param name="parameters">All its parameters.</param>
    /// <param name="note">What was done that one would not expect; null for nothing.</param>
    public RequestBody Read(ApiOperation operation, IReadOnlyList<Fragment> parameters, out string? note)
    {
        note = null;
        var said = sidecar.RequestOf(operation);
        var (type, media, required, types) = operation.Document.Version == ApiVersion.V2 ? FindV2(operation, parameters) : FindV3(operation, said);
        if (type is null)
        {
            return RequestBody.None;
        }

        if (said is not null && IsAlike(said, type))
        {
            (type, types) = (said, []);
        }
        else if (said is not null)
        {
            note = $"Its media file says {said}, but its body is {type}; the former is left out.";
        }

        if (operation.Method is "GET" or "HEAD")
        {
            note = $"A {operation.Method} request has no body; it is left out.";
            return required ? throw new UnmappableException($"It demands a body, which a {operation.Method} request does not have.") : RequestBody.None;
        }

        if (MediaType.IsForm(type) || MediaType.IsMultipart(type))
        {
            return _forms.Read(media, type, FieldsOf(media) ?? throw new UnmappableException("The schema of its form is not an object of named fields."));
        }

        if (MediaType.IsJson(type) || MediaType.IsAny(type))
        {
            var arguments = ReadJson(media, required);
            var isPlain = type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || !MediaType.IsConcrete(type);
            return new RequestBody(arguments, isPlain ? null : type)
            {
                Consumes = isPlain ? [] : [type, .. types.Where(t => MediaType.IsConcrete(t) && t != type).Order(StringComparer.Ordinal)],
                IsOptional = !required && !arguments.Any(a => a.IsRequired || a.WireName == "$"),
            };
        }

        return MediaType.IsText(type)
            ? new RequestBody([Whole(ArgumentPlace.Body, ConvertedSchema.Text, required, $"The body, as {type}.")], type)
            : new RequestBody([Whole(ArgumentPlace.File, ConvertedSchema.Base64, required, $"The body, as {type}.")], type);
    }

    private static Argument Whole(ArgumentPlace place, ConvertedSchema schema, bool required, string? description) =>
        new(place, "$", schema, required) { Wanted = WholeName, Description = description };

    private IReadOnlyList<ObjectField>? FieldsOf(Fragment media) => media.Find("schema") is { } schema ? _fields.Of(schema) : null;

    private IReadOnlyList<Argument> ReadJson(Fragment media, bool required)
    {
        if (media.Find("schema") is not { } schema)
        {
            return [Whole(ArgumentPlace.Body, ConvertedSchema.Anything, required, null)];
        }

        var fields = _fields.Of(schema);
        // A name that must be written otherwise, and has a dot, could not be told from a path into the body.
        if (fields is null || fields.Any(f => f.Name.Length == 0 || f.Name == "$" || (f.Name.Contains('.', StringComparison.Ordinal) && Naming.LegalName.OfArgument(f.Name) != f.Name)))
        {
            return [Whole(ArgumentPlace.Body, schemas.Convert(schema), required, null)];
        }

        return [.. fields.Select(f => new Argument(ArgumentPlace.Body, f.Name, schemas.Convert(f.Schema), f.IsRequired))];
    }

    private (string? Type, Fragment Media, bool Required, IReadOnlyList<string> Types) FindV3(ApiOperation operation, string? said)
    {
        if (operation.Json.Find("requestBody") is not { } place)
        {
            return default;
        }

        var body = references.Follow(place);
        var types = (body.Find("content")?.Members() ?? []).ToList();
        IReadOnlyList<string> names = [.. types.Select(t => t.Name)];
        return (said is not null && names.Contains(said) ? said : Choose(names)) is { } type ? (type, types.First(t => t.Name == type).Value, body.Is("required"), names) : default;
    }

    private static (string? Type, Fragment Media, bool Required, IReadOnlyList<string> Types) FindV2(ApiOperation operation, IReadOnlyList<Fragment> parameters)
    {
        var consumes = (operation.Json.Find("consumes") ?? new Fragment(operation.Document, operation.Document.Root).Find("consumes"))?.Items().Select(t => t.Json.ToString()).ToList() ?? [];
        foreach (var body in parameters.Where(p => p.Text("in") == "body"))
        {
            return (Choose(consumes.Where(t => !MediaType.IsForm(t) && !MediaType.IsMultipart(t))) ?? "application/json", body, body.Is("required"), consumes);
        }

        var fields = parameters.Where(p => p.Text("in") == "formData").ToList();
        if (fields.Count == 0)
        {
            return default;
        }

        var isMultipart = fields.Exists(f => f.Text("type") == "file") || (consumes.Any(MediaType.IsMultipart) && !consumes.Any(MediaType.IsForm));
        return (isMultipart ? "multipart/form-data" : "application/x-www-form-urlencoded", FormDataSchema.Of(fields), fields.Exists(f => f.Is("required")), consumes);
    }

    /// <summary>Whether a body of one type can be called by another: both are JSON, or text, or neither of what has a form of its own.</summary>
    private static bool IsAlike(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase) || (KindOf(one) == KindOf(other) && KindOf(one) != 0);

    private static int KindOf(string type) => MediaType.IsForm(type) || MediaType.IsMultipart(type) ? 0 : MediaType.IsJson(type) || MediaType.IsAny(type) ? 1 : MediaType.IsText(type) ? 2 : 3;

    /// <summary>JSON before forms before anything else; of several alike the first by name, so that it is always the same.</summary>
    private static string? Choose(IEnumerable<string> types) => types
        .Where(t => MediaType.IsAny(t) || MediaType.IsConcrete(t))
        .OrderBy(t => t.Equals("application/json", StringComparison.OrdinalIgnoreCase) ? 0
            : MediaType.IsJson(t) ? 1 : MediaType.IsAny(t) ? 2 : MediaType.IsForm(t) ? 3 : MediaType.IsMultipart(t) ? 4 : MediaType.IsText(t) ? 5 : 6)
        .ThenBy(t => t, StringComparer.Ordinal)
        .FirstOrDefault();
}
