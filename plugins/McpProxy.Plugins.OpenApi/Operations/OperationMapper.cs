using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Options;
using McpProxy.Plugins.OpenApi.Schemas;
using McpProxy.Plugins.OpenApi.Sidecars;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>Makes tools of the operations of one document.</summary>
internal sealed class OperationMapper(ApiDocument document, References references, SchemaLibrary schemas, OpenApiOptions options, MediaSidecar media)
{
    private const int MaxTitle = 100;

    private readonly Servers _servers = new(document, options);
    private readonly ParameterReader _parameters = new(references, schemas, options.OmitParameters);
    private readonly BodyReader _bodies = new(references, schemas, media);
    private readonly ResponseTypes _answers = new(document, references, media);

    /// <summary>Where the document as a whole is served.</summary>
    public ServerPlace Server => _servers.OfDocument;

    /// <exception cref="UnmappableException">It cannot become a tool.</exception>
    public ToolDraft Map(ApiOperation operation)
    {
        if (operation.Method == "TRACE")
        {
            throw new UnmappableException("TRACE requests are not forwarded.");
        }

        var notes = new List<string>();
        var parameters = _parameters.Find(operation);
        var server = _servers.Of(operation);
        var path = PathTemplate.Parse(server.BasePath + (operation.Path.StartsWith('/') ? "" : "/") + operation.Path);
        var arguments = ReadArguments(parameters, path, notes);
        var body = _bodies.Read(operation, parameters, out var bodyNote);
        arguments.AddRange(body.Arguments);
        if (bodyNote is not null)
        {
            notes.Add(bodyNote);
        }

        ArgumentNames.Assign(arguments);
        var inPath = arguments.Where(a => a.Place == ArgumentPlace.Path).ToDictionary(a => a.WireName, a => a.Name, StringComparer.Ordinal);
        var request = $"{operation.Method} {path.ToRequest(v => inPath[v])}";
        var (title, description) = Describe(operation);
        return new ToolDraft(
            operation, server, path.Query.Length == 0 ? request : $"{request}?{path.Query}", path.ToPattern(v => inPath[v]), arguments, schemas.Closure(arguments.SelectMany(a => a.Schema.Uses)))
        {
            ContentType = body.ContentType,
            OptionalBody = body.IsOptional,
            Consumes = body.Consumes,
            Produces = _answers.Of(operation),
            Title = title,
            Description = description,
            Notes = notes,
        };
    }

    private List<Argument> ReadArguments(IReadOnlyList<Fragment> parameters, PathTemplate path, List<string> notes)
    {
        var variables = path.Variables.ToHashSet(StringComparer.Ordinal);
        var arguments = new List<Argument>();
        foreach (var parameter in parameters)
        {
            var argument = _parameters.Read(parameter, out var note);
            if (note is not null)
            {
                notes.Add(note);
            }

            if (argument is { Place: ArgumentPlace.Path } && !variables.Contains(argument.WireName))
            {
                notes.Add($"The path has no '{{{argument.WireName}}}'; the parameter is left out.");
            }
            else if (argument is not null)
            {
                arguments.Add(argument);
            }
        }

        foreach (var variable in variables.Except(arguments.Where(a => a.Place == ArgumentPlace.Path).Select(a => a.WireName), StringComparer.Ordinal).ToList())
        {
            arguments.Add(new Argument(ArgumentPlace.Path, variable, ConvertedSchema.Text, true));
        }

        return arguments;
    }

    private static (string? Title, string? Description) Describe(ApiOperation operation)
    {
        var summary = operation.Json.Text("summary")?.Trim() is { Length: > 0 } s ? s : null;
        var description = operation.Json.Text("description")?.Trim() is { Length: > 0 } d ? d : null;
        var text = description ?? summary;
        return (
            description is not null && summary?.Length <= MaxTitle ? summary : null,
            operation.IsDeprecated ? $"Deprecated. {text}".TrimEnd() : text) switch
        {
            (var title, { } said) => (title, Excerpt.Of(said, SchemaConverter.MaxText)),
            var both => both,
        };
    }
}
