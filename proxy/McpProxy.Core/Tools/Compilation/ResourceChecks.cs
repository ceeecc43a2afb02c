using System.Text;
using McpProxy.Configuration;
using McpProxy.Tools.Resources.Templates;
using McpProxy.Tools.Schema.Formats;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Tools.Compilation;

/// <summary>Checks the keys of one resource that a tool does not have, and how its URI and its request fit each other.</summary>
internal sealed class ResourceChecks(ResourceConfig resource, UriTemplate? template, string path, ConfigErrors errors)
{
    private static readonly string[] Audiences = ["user", "assistant"];

    /// <summary>What the text of a variable becomes; null for a type that no text can hold.</summary>
    public static UriVariableKind? KindOf(ParameterConfig parameter)
    {
        if (!ShortType.TryParse(parameter.Type, out var type))
        {
            return UriVariableKind.Text; // Reported with the parameter.
        }

        var items = type.Items ?? (ShortType.TryParse(parameter.Items ?? "string", out var item) ? item.Type : "string");
        return type.Type switch
        {
            "string" => UriVariableKind.Text,
            "object" => null,
            "array" when items is "object" or "array" => null,
            "array" => items == "string" ? UriVariableKind.List : UriVariableKind.LiteralList,
            _ => UriVariableKind.Literal,
        };
    }

    public void Check()
    {
        CheckListing();
        CheckAnnotations(resource.Annotations);
        if (resource.Request.Length > 0 && !resource.Request.StartsWith("GET ", StringComparison.OrdinalIgnoreCase) && RequestLine.Parse(resource.Request, path, []) is { } other)
        {
            errors.Add(ToolErrorCodes.ResourceNotRead, $"{path}:Request", $"A resource is read with GET, not with {other.Method}.", "Make it a tool if it does more than read.");
        }

        if (template is not null)
        {
            CheckVariables(template);
            CheckParameters(template);
        }
    }

    private void CheckListing()
    {
        if (resource.MimeType is { } type && (!MediaTypeHeaderValue.TryParse(type, out var parsed) || parsed.MatchesAllSubTypes))
        {
            errors.Add(ToolErrorCodes.BadResourceHint, $"{path}:MimeType", $"'{type}' is not a media type.", "Write type/subtype, e.g. application/json.");
        }

        if (resource.Size is not null && template is { Variables.IsEmpty: false })
        {
            errors.Add(ToolErrorCodes.BadResourceHint, $"{path}:Size", "A template stands for many resources, which have no size in common.", "Remove it.");
        }
    }

    private void CheckAnnotations(ResourceAnnotationsConfig? annotations)
    {
        for (var i = 0; i < annotations?.Audience.Count; i++)
        {
            if (!Audiences.Contains(annotations.Audience[i], StringComparer.Ordinal))
            {
                errors.Add(ToolErrorCodes.BadResourceHint, $"{path}:Annotations:Audience:{i}", $"'{annotations.Audience[i]}' is not an audience.", "Use user and assistant.");
            }
        }

        if (annotations?.LastModified is { } time && !TimeFormats.IsDateTime(Encoding.UTF8.GetBytes(time)))
        {
            errors.Add(ToolErrorCodes.BadResourceHint, $"{path}:Annotations:LastModified", $"'{time}' is not a time.", "Write it like 2026-01-31T12:00:00Z.");
        }
    }

    private void CheckVariables(UriTemplate uri)
    {
        foreach (var part in uri.Parts)
        {
            foreach (var variable in part.Variables)
            {
                if (!resource.Parameters.TryGetValue(variable, out var parameter))
                {
                    continue;
                }

                var kind = KindOf(parameter);
                if (parameter.Const is not null)
                {
                    errors.Add(ToolErrorCodes.ConflictingKeys, $"{path}:Parameters:{variable}:Const", $"'{variable}' is a variable of the URI, so its value is not fixed.", "Remove 'Const', or the variable.");
                }
                else if (kind is null)
                {
                    errors.Add(ToolErrorCodes.BadType, $"{path}:Parameters:{variable}", $"A URI cannot hold '{variable}': its type is '{parameter.Type}'.", "Use string, integer, number, boolean, or a list of them.");
                }
                else if (kind is UriVariableKind.List or UriVariableKind.LiteralList && part is { IsNamed: false, Variables.Length: > 1 })
                {
                    errors.Add(ToolErrorCodes.BadResourceUri, $"{path}:Uri", $"'{variable}' is a list and shares its expression with others, so its end cannot be told.", "Give it an expression of its own.");
                }
            }
        }
    }

    private void CheckParameters(UriTemplate uri)
    {
        foreach (var (name, parameter) in resource.Parameters)
        {
            if (parameter is { Const: null, Default: null } && !uri.Variables.Contains(name, StringComparer.Ordinal))
            {
                Unfilled($"{path}:Parameters:{name}", $"Nothing fills '{name}': it is not a variable of the URI.", name, uri);
            }
        }

        foreach (var part in RequestLine.Parse(resource.Request, path, [])?.Parts ?? [])
        {
            if (part.Variable is { } variable && !resource.Parameters.ContainsKey(variable) && !uri.Variables.Contains(variable, StringComparer.Ordinal))
            {
                Unfilled($"{path}:Request", $"Nothing fills the path variable '{variable}': it is not a variable of the URI.", variable, uri);
            }
        }
    }

    private void Unfilled(string where, string message, string name, UriTemplate uri)
    {
        var near = NearestName.Find(name, uri.Variables);
        errors.Add(ToolErrorCodes.UnfilledVariable, where, message, near is null ? $"Write '{{{name}}}' into the URI, or fix it with 'Const'." : $"Did you mean '{near}'?");
    }
}
