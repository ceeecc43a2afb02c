using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Configuration.Layers;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;
using McpProxy.Tools.Slimming;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles one tool. Every mistake is added to the errors; the binding is null when there was one.</summary>
/// <param name="name">Its name.</param>
/// <param name="tool">The tool as the operator wrote it, or as it follows from something else that sends a request.</param>
/// <param name="path">Where that stands in the configuration.</param>
/// <param name="mcp">The section around it.</param>
/// <param name="errors">Collects every mistake.</param>
/// <param name="usesContext">Whether the route uses the context of calls.</param>
/// <param name="artifacts">Knows routes whose answers are kept whole when they are shortened.</param>
/// <param name="mediaType">The media type of its answers, whatever the upstream calls it; null for what it says.</param>
internal sealed class ToolCompilation(
    string name, ToolConfig tool, string path, McpConfig mcp, ConfigErrors errors, Func<RouteConfig, bool>? usesContext = null, ArtifactEntries? artifacts = null, string? mediaType = null)
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromMinutes(5);
    private readonly string _path = path;
    private readonly int _maxBytes = tool.Response.MaxBytes ?? mcp.Limits.MaxResponseBytes;
    private readonly AnswerCompiler _answers = new(tool.Response, $"{path}:Response", tool.Response.MaxBytes ?? mcp.Limits.MaxResponseBytes, errors);
    private MetaToolKind? _meta;
    private IReadOnlyCollection<string> _supplied = [];
    private bool _wasCompiled;

    private bool IsSlim => _meta is null && (tool.Slim ?? mcp.Slimming.Enabled);

    /// <summary>What was compiled before; null to compile everything.</summary>
    public InputCache? Inputs { get; init; }

    /// <summary>Whether the input schema is checked now and compiled to stay when the tool is first called: imported tools are many, and hardly any is called.</summary>
    public bool CompilesLater { get; init; }

    /// <summary>Whether a route sets or removes a header itself; null for none.</summary>
    public Func<RouteConfig, string, bool>? Supplies { get; init; }

    public ToolBinding? Compile(IReadOnlyDictionary<string, RouteConfig> routes, IInlineConstraintResolver? constraints)
    {
        var before = errors.Count;
        return Compile(FindRoute(routes), constraints, before);
    }

    /// <summary>Compiles a tool whose request goes to no route: it gets an endpoint of its own.</summary>
    public ToolBinding? CompileWithoutRoute() => Compile(route: null, constraints: null, errors.Count);

    /// <summary>Compiles a tool of the proxy's own.</summary>
    public ToolBinding? CompileMeta(MetaToolKind kind)
    {
        _meta = kind;
        return CompileWithoutRoute();
    }

    private ToolBinding? Compile(RouteConfig? route, IInlineConstraintResolver? constraints, int before)
    {
        new ToolChecks(name, tool, _path, errors).Check();
        _answers.Check();
        var request = RequestLine.Parse(tool.Request, $"{_path}:Request", errors);
        var output = CompileOutput();
        if (request is null)
        {
            return null;
        }

        var matcher = new RoutePathMatcher(route?.Match.Path, constraints);
        if (route is not null)
        {
            RouteCheck.Check(request, tool, route, matcher, _path, errors);
        }

        var parameters = new ParameterCompiler(request, _path, errors);
        var paging = new PagingParameters(tool, _path, errors).Find(_answers.PagesByProxy, route is null ? null : artifacts?.PagingOf(route));
        var input = CompileInput(request, parameters, tool.ContextArguments ?? (mcp.ContextArguments && route is not null && usesContext?.Invoke(route) == true), paging, route);
        var undeclared = tool.InputSchema is { } open ? Undeclared(open, request.Method) : null;
        var template = new TemplateBuilder(request, tool, _path, errors).Build(parameters.Bindings, undeclared, matcher);
        InputChecks.Check(tool, template, _path, errors);
        CheckDefaults(parameters.Bindings, input?.Schema);
        var rules = input is null ? null : new InputRulesCompiler(tool, _path, errors).Compile(parameters.Bindings, input);
        if (CompilesLater && !_wasCompiled)
        {
            // What the tool was called with before a reload stays compiled.
            input?.Schema.Release(input.Text);
        }

        var keeps = _answers.KeepsWhole || (route is not null && artifacts?.Keeps(route) == true);
        return errors.Count > before || input is null ? null : Build(request, template, input, rules, output, keeps);
    }

    private IReadOnlyList<string> Forwarded() =>
        [.. mcp.ForwardHeaders.Concat(tool.ForwardHeaders).Where(HeaderChecks.MayForward).Distinct(StringComparer.OrdinalIgnoreCase)];

    private ToolDefinition Define(RequestLine request, CompiledInput input, string sentences)
    {
        var whole = new ToolDefinition
        {
            Name = name,
            Title = tool.Title,
            Description = (tool.Description ?? $"Calls {request.Method} {request.Path}.") + sentences,
            InputSchema = input.Text,
            OutputSchema = tool.OutputSchema is { } schema ? SchemaSource.ToBytes(schema) : ReadOnlyMemory<byte>.Empty,
            OutputSchemaIsObject = tool.OutputSchema is { } outer && SchemaSource.IsObject(outer),
            Hints = HintResolver.Resolve(request.Method, tool.Annotations),
            Icons = [.. tool.Icons],
        };
        return IsSlim ? DefinitionSlimmer.Slim(mcp.Slimming, whole, input, tool.OutputSchema, _supplied, sentences) : whole;
    }

    private ToolBinding Build(RequestLine request, RequestTemplate template, CompiledInput input, ToolInputRules? rules, CompiledSchema? output, bool keeps) => new()
    {
        Definition = Define(request, input, rules?.Sentences ?? ""),
        ConfigPath = _path,
        RouteId = tool.Route,
        Meta = _meta,
        Group = string.IsNullOrEmpty(tool.Group) ? null : tool.Group,
        Policy = string.IsNullOrEmpty(tool.Authorization) ? null : tool.Authorization,
        InputSchema = input.Schema,
        InputRules = rules,
        OutputSchema = output,
        OutputValidation = tool.OutputValidation,
        Request = template,
        McpHeaders = input.McpHeaders,
        ForwardHeaders = [.. Forwarded()],
        HeaderOrder = [.. WireOrder.Sort(["Host", "Accept", "User-Agent", "Cookie", "Content-Type", "Content-Length",
            .. template.FixedHeaders.Select(h => h.Key), .. template.Headers.Select(h => h.WireName), .. Forwarded()])],
        RequiredCapabilities = [.. tool.RequiresClientCapabilities.Distinct()],
        Input = tool.Input.In,
        Timeout = tool.Timeout ?? (request.Method is "GET" or "HEAD" ? ReadTimeout : WriteTimeout),
        MakesArtifacts = keeps,
        Response = new ResponseBinding
        {
            Kind = tool.Response.As,
            MaxBytes = _maxBytes,
            MaxInlineBytes = tool.Response.MaxInlineBytes,
            Decoding = new DecodingLimits(tool.Response.MaxDecodedBytes, tool.Response.MaxExpansion),
            Shape = _answers.CompileShape(),
            Choice = _answers.CompileChoice(),
            Paging = _answers.PagesByProxy,
            MediaType = mediaType is null ? null : MediaType.Of(mediaType),
            Uri = tool.Response.Uri,
        },
    };

    private RouteConfig? FindRoute(IReadOnlyDictionary<string, RouteConfig> routes)
    {
        if (tool.Route.Length == 0)
        {
            errors.Add(ToolErrorCodes.RouteMissing, $"{_path}:Route", "The route is missing.", "Set 'Route' to a key of ReverseProxy:Routes.");
            return null;
        }

        if (routes.TryGetValue(tool.Route, out var route))
        {
            return route;
        }

        var near = NearestName.Find(tool.Route, routes.Keys);
        errors.Add(ToolErrorCodes.UnknownRoute, $"{_path}:Route", $"There is no route '{tool.Route}'.", near is null ? "Add it under ReverseProxy:Routes." : $"Did you mean '{near}'?");
        return null;
    }

    private CompiledInput? CompileInput(RequestLine request, ParameterCompiler parameters, bool addContext, IReadOnlyDictionary<string, ParameterConfig> paging, RouteConfig? route)
    {
        string[] variables = [.. request.Parts.Select(p => p.Variable).OfType<string>()];
        var own = tool.Parameters ?? new Dictionary<string, ParameterConfig>();
        if (tool.InputSchema is { } schema)
        {
            if (!SchemaSource.IsObject(schema))
            {
                errors.Add(ToolErrorCodes.InputSchemaNotObject, $"{_path}:InputSchema", "The root of an input schema must say \"type\": \"object\".", "Arguments are always an object.");
                return null;
            }

            _supplied = IsSlim ? SuppliedArguments.Find(mcp.Slimming, schema, variables) : [];
            schema = SuppliedArguments.MakeOptional(schema, _supplied);
            var added = (addContext ? ContextParameters.NotIn(schema) : []).Concat(paging).DistinctBy(p => p.Key).ToDictionary(StringComparer.Ordinal);
            schema = added.Count == 0 ? schema : ContextParameters.AddTo(schema, added);
            parameters.CompileSchema(schema, added);
            schema = _answers.AddArguments(schema, parameters);
            return CompileInput(SchemaSource.ToBytes(schema), schema, $"{_path}:InputSchema");
        }

        _supplied = IsSlim ? SuppliedArguments.Find(mcp.Slimming, own, variables, h => route is not null && mcp.Slimming.RouteHeaders && Supplies?.Invoke(route, h) == true) : [];
        own = SuppliedArguments.MakeOptional(own, _supplied);
        var all = addContext || paging.Count > 0 ? own.Concat(addContext ? ContextParameters.NotIn(own) : []).Concat(paging).DistinctBy(p => p.Key).ToDictionary() : own;
        var bytes = parameters.CompileParameters(all, tool.Definitions);
        if (_answers.HasArguments)
        {
            bytes = SchemaSource.ToBytes(_answers.AddArguments(JsonDocument.Parse(bytes, RawJson.Deep).RootElement, parameters));
        }

        return CompileInput(bytes, null, $"{_path}:Parameters");
    }

    private CompiledInput? CompileInput(byte[] text, JsonElement? given, string path)
    {
        var digest = SchemaDigest.Of(text);
        if (Inputs?.TryFind(digest, text, out var known) == true)
        {
            _wasCompiled = known.Schema.IsCompiled;
            return known;
        }

        var schema = given ?? JsonDocument.Parse(text, RawJson.Deep).RootElement;
        var before = errors.Count;
        var headers = McpHeaderFinder.MayFind(text) ? McpHeaderFinder.Find(schema, _path, errors) : [];
        if (SchemaSource.Compile(schema, ToolErrorCodes.InvalidInputSchema, path, errors) is not { } compiled)
        {
            return null;
        }

        var input = new CompiledInput(text, compiled, headers);
        if (errors.Count == before)
        {
            Inputs?.Add(digest, input);
        }

        return input;
    }

    private CompiledSchema? CompileOutput() => tool.OutputSchema is { } schema
        ? SchemaSource.Compile(schema, ToolErrorCodes.InvalidOutputSchema, $"{_path}:OutputSchema", errors)
        : null;

    /// <summary>A schema that does not close its object lets further members in: they go where declared ones would.</summary>
    private static ParameterLocation? Undeclared(JsonElement schema, string method)
    {
        var closed = schema.TryGetProperty("additionalProperties"u8, out var additional) && additional.ValueKind == JsonValueKind.False;
        return closed ? null : method is "GET" or "HEAD" or "DELETE" or "OPTIONS" ? ParameterLocation.Query : ParameterLocation.Body;
    }

    private void CheckDefaults(IReadOnlyList<ParameterBinding> bindings, CompiledSchema? input)
    {
        if (input is null)
        {
            return;
        }

        foreach (var binding in bindings)
        {
            if (binding is { Const: null, Default: { } value } && !FitsProperty(input, binding, value, out var why))
            {
                errors.Add(ToolErrorCodes.DefaultDoesNotFit, $"{_path}:Parameters:{binding.Name}:Default", $"The default does not fit the parameter: {why}.");
            }
        }
    }

    private static bool FitsProperty(CompiledSchema input, ParameterBinding binding, ConstantValue value, out string why)
    {
        var text = $"{{{JsonSerializer.Serialize(binding.Name)}:{System.Text.Encoding.UTF8.GetString(value.Tape.Raw(JsonTape.Root).Span)}}}";
        using var tape = JsonTape.Parse(System.Text.Encoding.UTF8.GetBytes(text), 64);
        var violations = new SchemaViolations();
        input.Validate(tape, JsonTape.Root, violations);
        var prefix = "/" + binding.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        var mine = violations.Items.Where(v => v.Pointer.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        why = mine.Count == 0 ? "" : mine[0].Message;
        return mine.Count == 0;
    }
}
