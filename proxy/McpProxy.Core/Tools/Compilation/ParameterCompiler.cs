using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles the parameters of one tool into bindings, and writes the input schema they amount to.</summary>
internal sealed class ParameterCompiler(RequestLine request, string toolPath, ConfigErrors errors)
{
    private readonly List<ParameterBinding> _bindings = [];
    private readonly List<string> _required = [];

    public IReadOnlyList<ParameterBinding> Bindings => _bindings;

    /// <summary>Compiles <c>Parameters</c>; returns the input schema.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="definitions">Schemas that theirs refer to; null for none.</param>
    public byte[] CompileParameters(IReadOnlyDictionary<string, ParameterConfig> parameters, JsonElement? definitions)
    {
        var text = SchemaSource.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "object"u8);
            writer.WriteStartObject("properties"u8);
            foreach (var (name, config) in parameters)
            {
                CompileOne(name, config, writer);
            }

            writer.WriteEndObject();
            WriteRequired(writer);
            writer.WriteBoolean("additionalProperties"u8, false);
            if (definitions is { ValueKind: JsonValueKind.Object } shared)
            {
                writer.WritePropertyName("$defs"u8);
                shared.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
        CheckVariables(parameters.Keys);
        return text;
    }

    /// <summary>Compiles bindings for the top-level properties of a full input schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="context">Those of its properties that say the context.</param>
    public void CompileSchema(JsonElement schema, IReadOnlyDictionary<string, ParameterConfig> context)
    {
        var names = schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(p => p.Name).ToList()
            : [];
        foreach (var name in names)
        {
            var added = context.GetValueOrDefault(name);
            Add(name, added ?? new ParameterConfig(), added?.In ?? DefaultLocation(name), null, null);
        }

        var required = schema.TryGetProperty("required"u8, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var part in request.Parts)
        {
            if (part.Variable is { } variable && names.Contains(variable, StringComparer.Ordinal) && !required.Contains(variable))
            {
                errors.Add(ToolErrorCodes.OptionalPathVariable, $"{toolPath}:InputSchema", $"The path variable '{variable}' is not required by the schema.", "Add it to 'required': a path cannot have a hole.");
            }
        }

        CheckVariables(names);
    }

    /// <summary>Adds an argument that is the proxy's own: it goes nowhere.</summary>
    public void AddKeptBack(string name) => Add(name, new ParameterConfig { As = "" }, ParameterLocation.Context, null, null);

    private void CompileOne(string name, ParameterConfig config, Utf8JsonWriter writer)
    {
        var path = $"{toolPath}:Parameters:{name}";
        if (!ShortType.TryParse(config.Type, out var type))
        {
            var near = NearestName.Find(config.Type.Trim().TrimEnd('!', ']', '['), ShortType.Names);
            errors.Add(ToolErrorCodes.BadType, path, $"'{config.Type}' is not a parameter type.",
                near is null ? $"Use one of {string.Join(", ", ShortType.Names)}, each may be followed by '[]' and by '!'." : $"Did you mean '{near}'?");
            type = new ShortType("string", null, false);
        }

        var location = config.In ?? DefaultLocation(name);
        var check = new ParameterChecks(path, errors);
        check.Check(name, config, type, location, request);
        var (constant, defaultValue) = (Constant(config.Const), Constant(config.Default));
        Add(name, config, location, constant, defaultValue);
        if (constant is not null)
        {
            return;
        }

        writer.WritePropertyName(name);
        ParameterSchemaWriter.Write(writer, config, type, binary: location == ParameterLocation.File);
        if ((config.Required ?? (type.Required || location == ParameterLocation.Path)) && defaultValue is null && config.DefaultTime is null)
        {
            _required.Add(name);
        }
    }

    private void Add(string name, ParameterConfig config, ParameterLocation location, ConstantValue? constant, ConstantValue? defaultValue)
    {
        var style = config.Style ?? (location is ParameterLocation.Path or ParameterLocation.Header ? ParameterStyle.Simple : ParameterStyle.Form);
        _bindings.Add(new ParameterBinding
        {
            Ordinal = _bindings.Count,
            Name = name,
            NameUtf8 = Encoding.UTF8.GetBytes(name),
            Location = location,
            WireName = config.As ?? name,
            EncodedName = Encoding.ASCII.GetBytes(FormEncoder.Encode(config.As ?? name)),
            // Dots and "$" mean something only where the operator wrote them.
            BodyPath = config.As is null ? [name] : config.As == "$" ? [] : config.As.Split('.'),
            ContextPart = location == ParameterLocation.Context ? ContextParameters.PartOf(name, config) : null,
            Style = style,
            Explode = config.Explode ?? style is ParameterStyle.Form or ParameterStyle.DeepObject,
            Const = constant,
            Default = defaultValue,
            AllowReserved = config.AllowReserved,
            AsJson = location is not (ParameterLocation.File or ParameterLocation.Body) && MediaTypes.IsJson(config.ContentType),
            ContentType = config.ContentType,
            FileName = config.FileName ?? name,
        });
    }

    private ParameterLocation DefaultLocation(string name)
    {
        if (request.Parts.Any(p => p.Variable == name))
        {
            return ParameterLocation.Path;
        }

        return request.Method is "GET" or "HEAD" or "DELETE" or "OPTIONS" ? ParameterLocation.Query : ParameterLocation.Body;
    }

    private static ConstantValue? Constant(JsonElement? value) => value is { } element ? new ConstantValue(element) : null;

    private void WriteRequired(Utf8JsonWriter writer)
    {
        if (_required.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("required"u8);
        foreach (var name in _required)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private void CheckVariables(IEnumerable<string> names)
    {
        var declared = names.ToList();
        foreach (var part in request.Parts)
        {
            if (part.Variable is { } variable && !declared.Contains(variable, StringComparer.Ordinal))
            {
                var near = NearestName.Find(variable, declared);
                errors.Add(ToolErrorCodes.UndeclaredPathVariable, $"{toolPath}:Request", $"The path variable '{variable}' is not declared as a parameter.",
                    near is null ? $"Add it: \"Parameters\": {{ \"{variable}\": \"string!\" }}." : $"Did you mean '{near}'?");
            }
        }
    }
}
