using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.Binding;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Tools.Compilation;

/// <summary>Puts the request template of one tool together.</summary>
internal sealed class TemplateBuilder(RequestLine request, ToolConfig config, string toolPath, ConfigErrors errors)
{
    public RequestTemplate Build(IReadOnlyList<ParameterBinding> bindings, ParameterLocation? undeclared, RoutePathMatcher route)
    {
        var body = At(bindings, ParameterLocation.Body);
        var file = bindings.FirstOrDefault(b => b.Location == ParameterLocation.File && b.BodyPath.Length == 0);
        var form = bindings.Where(b => b.Location is ParameterLocation.Form or ParameterLocation.File && b != file).ToArray();
        var whole = body.FirstOrDefault(b => b.BodyPath.Length == 0) ?? file;
        CheckBodies(body, form, whole);
        CheckDuplicates(bindings);
        var kind = KindOf(body, form, whole, undeclared);
        return new RequestTemplate
        {
            Method = request.Method,
            PathText = request.Path,
            Path = [.. request.Parts.Select(p => new PathPart(p.Literal, p.Variable is { } v ? bindings.FirstOrDefault(b => b.Name == v) : null, p.CatchAll))],
            FixedQuery = request.Query,
            Parameters = [.. bindings],
            Query = At(bindings, ParameterLocation.Query),
            Headers = At(bindings, ParameterLocation.Header),
            Cookies = At(bindings, ParameterLocation.Cookie),
            Form = form,
            Context = [.. bindings.Where(b => b.ContextPart is not null)],
            BodyKind = kind,
            ContentType = config.ContentType ?? DefaultContentType(kind),
            Body = whole is null ? Tree(body) : [],
            OptionalBody = config.OptionalBody,
            WholeBody = whole,
            Undeclared = undeclared,
            HasCatchAll = request.Parts.Any(p => p.CatchAll),
            ReservedNames = FixedQueryNames().Concat(bindings.Where(b => b.Location is ParameterLocation.Query or ParameterLocation.Form).Select(b => b.WireName)).ToFrozenSet(StringComparer.Ordinal),
            FixedHeaders = config.Headers.Count == 0 ? [] : [.. FixedHeaders()],
            Route = route,
        };
    }

    private static ParameterBinding[] At(IReadOnlyList<ParameterBinding> bindings, ParameterLocation location) =>
        [.. bindings.Where(b => b.Location == location)];

    private BodyKind KindOf(ParameterBinding[] body, ParameterBinding[] form, ParameterBinding? whole, ParameterLocation? undeclared)
    {
        if (whole is not null)
        {
            return whole.Location == ParameterLocation.File || MediaTypes.IsBinary(config.ContentType) ? BodyKind.Binary
                : config.ContentType is null || MediaTypes.IsJson(config.ContentType) ? BodyKind.JsonValue : BodyKind.Text;
        }

        if (form.Length > 0)
        {
            var multipart = config.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
            return multipart || form.Any(f => f.Location == ParameterLocation.File) ? BodyKind.Multipart : BodyKind.UrlEncoded;
        }

        return body.Length > 0 || undeclared == ParameterLocation.Body ? BodyKind.JsonObject : BodyKind.None;
    }

    private static string? DefaultContentType(BodyKind kind) => kind switch
    {
        BodyKind.JsonObject or BodyKind.JsonValue => "application/json",
        BodyKind.Text => "text/plain",
        BodyKind.Binary => "application/octet-stream",
        BodyKind.UrlEncoded => "application/x-www-form-urlencoded",
        _ => null,
    };

    /// <summary>Groups dotted wire names into nested members, in order of first appearance.</summary>
    private static BodyMember[] Tree(IEnumerable<ParameterBinding> leaves, int depth = 0)
    {
        var members = new List<BodyMember>();
        foreach (var group in leaves.GroupBy(l => l.BodyPath[depth], StringComparer.Ordinal))
        {
            var leaf = group.FirstOrDefault(l => l.BodyPath.Length == depth + 1);
            members.Add(new BodyMember
            {
                EncodedName = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(group.Key)}\":"),
                Parameter = leaf,
                Members = leaf is null ? Tree(group, depth + 1) : [],
            });
        }

        return [.. members];
    }

    private void CheckBodies(ParameterBinding[] body, ParameterBinding[] form, ParameterBinding? whole)
    {
        if ((body.Length > 0 || whole is not null) && form.Length > 0)
        {
            errors.Add(ToolErrorCodes.MixedBodies, $"{toolPath}:Parameters", "A request cannot have both a JSON body and a form.", $"Move {form[0].Name} or {(body.Length > 0 ? body[0] : whole!).Name}.");
        }

        if (whole is not null && body.Any(b => b != whole))
        {
            errors.Add(ToolErrorCodes.MixedBodies, $"{toolPath}:Parameters", $"'{whole.Name}' is the whole body (\"As\": \"$\"), so no other parameter can be in it.", "Move the others to the query or a header.");
        }
    }

    private void CheckDuplicates(IReadOnlyList<ParameterBinding> bindings)
    {
        foreach (var group in bindings.GroupBy(b => new WireKey(b.Location, Key(b))).Where(g => g.Count() > 1))
        {
            errors.Add(ToolErrorCodes.DuplicateWireName, $"{toolPath}:Parameters:{group.Last().Name}", $"'{group.First().Name}' and '{group.Last().Name}' are both sent as '{group.First().WireName}'.", "Give one of them another 'As'.");
        }

        foreach (var binding in bindings.Where(b => b.Location == ParameterLocation.Query && FixedQueryNames().Contains(b.WireName)))
        {
            errors.Add(ToolErrorCodes.DuplicateWireName, $"{toolPath}:Parameters:{binding.Name}", $"The request already fixes '{binding.WireName}' in its query.", "Remove it there, or give the parameter another 'As'.");
        }

        var dotted = bindings.Where(b => b.Location == ParameterLocation.Body).ToList();
        foreach (var binding in dotted)
        {
            if (dotted.FirstOrDefault(d => d != binding && binding.BodyPath.Length > 0 && d.BodyPath.Length > binding.BodyPath.Length && d.BodyPath.AsSpan().StartsWith(binding.BodyPath)) is { } inside)
            {
                errors.Add(ToolErrorCodes.DuplicateWireName, $"{toolPath}:Parameters:{inside.Name}", $"'{inside.WireName}' lies inside '{binding.WireName}', which '{binding.Name}' already fills.", "Give one of them another 'As'.");
            }
        }
    }

    private static string Key(ParameterBinding binding) => binding.Location switch
    {
        ParameterLocation.Header => binding.WireName.ToUpperInvariant(),
        ParameterLocation.Context => binding.ContextPart is { } part ? ContextParameters.Names[(int)part] : "/" + binding.Name,
        _ => binding.WireName,
    };

    /// <summary>What two parameters may not share.</summary>
    private sealed record WireKey(ParameterLocation Location, string Name);

    private IEnumerable<string> FixedQueryNames() =>
        request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => Uri.UnescapeDataString(pair.Split('=')[0].Replace('+', ' ')));

    private IEnumerable<KeyValuePair<string, StringValues>> FixedHeaders()
    {
        foreach (var (name, value) in config.Headers)
        {
            var path = $"{toolPath}:Headers:{name}";
            if (!HeaderChecks.CheckSettable(name, path, errors))
            {
                continue;
            }

            if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            {
                errors.Add(ToolErrorCodes.IllegalHeaderValue, path, "A header value may not hold line breaks or NUL.");
                continue;
            }

            yield return new(name, value);
        }
    }
}
