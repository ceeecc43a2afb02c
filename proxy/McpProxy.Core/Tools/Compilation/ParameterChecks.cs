using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Checks the keys of one parameter against each other and against the request.</summary>
internal sealed class ParameterChecks(string path, ConfigErrors errors)
{
    public void Check(string name, ParameterConfig config, ShortType type, ParameterLocation location, RequestLine request)
    {
        CheckLocation(name, config, location, request);
        CheckStyle(config, location);
        CheckKeywords(config, type);
        if (config.AllowReserved && location is not (ParameterLocation.Query or ParameterLocation.Form))
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, $"{path}:AllowReserved", $"A {Words(location)} parameter has no reserved characters.", "Remove it.");
        }

        if (location == ParameterLocation.Context && config.Schema is null && type.Type is not ("string" or "integer"))
        {
            errors.Add(ToolErrorCodes.BadType, $"{path}:Type", $"A part of the context is no {type.Type}.", "Use string or integer.");
        }

        CheckConflicts(config, type, location);
        if (location == ParameterLocation.Header)
        {
            HeaderChecks.CheckSettable(config.As ?? name, path, errors);
        }
    }

    private void CheckLocation(string name, ParameterConfig config, ParameterLocation location, RequestLine request)
    {
        var inTemplate = request.Parts.Any(p => p.Variable == name);
        if (location == ParameterLocation.Path && !inTemplate)
        {
            errors.Add(ToolErrorCodes.NotInPathTemplate, path, $"'{name}' goes to the path, but the path has no variable '{name}'.", $"Write '{{{name}}}' into the path, or choose another place with 'In'.");
        }
        else if (location != ParameterLocation.Path && inTemplate)
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, $"{path}:In", $"'{name}' is a variable of the path and cannot go elsewhere.", "Remove 'In', or rename the variable.");
        }

        if (location is ParameterLocation.Body or ParameterLocation.Form or ParameterLocation.File && request.Method is "GET" or "HEAD")
        {
            errors.Add(ToolErrorCodes.BodyNotAllowed, $"{path}:In", $"A {request.Method} request has no body.", "Put the parameter in the query, or use another method.");
        }

        if (location == ParameterLocation.Context)
        {
            CheckContextPart(name, config);
        }
        else if (config.As is { } wireName)
        {
            CheckWireName(wireName, location);
        }
    }

    private void CheckContextPart(string name, ParameterConfig config)
    {
        if (ContextParameters.PartOf(name, config) is null)
        {
            errors.Add(ToolErrorCodes.BadWireName, $"{path}:As", $"'{config.As ?? name}' is no part of the context.", $"Set 'As' to one of {string.Join(", ", ContextParameters.Names)}.");
        }
    }

    private void CheckWireName(string wireName, ParameterLocation location)
    {
        var ok = wireName.Length > 0 && location switch
        {
            ParameterLocation.Path => false,
            ParameterLocation.Body => wireName == "$" || !wireName.Split('.').Contains(""),
            _ => true,
        };
        if (!ok)
        {
            errors.Add(ToolErrorCodes.BadWireName, $"{path}:As", $"'{wireName}' is not a name for a {Words(location)} parameter.",
                location == ParameterLocation.Path ? "A path variable takes its name from the template." : "Give a name; in a JSON body 'a.b' nests it and '$' makes it the whole body.");
        }
    }

    private void CheckStyle(ParameterConfig config, ParameterLocation location)
    {
        if (config.Style is not { } style)
        {
            return;
        }

        var allowed = location switch
        {
            ParameterLocation.Path => style is ParameterStyle.Simple or ParameterStyle.Label or ParameterStyle.Matrix,
            ParameterLocation.Header => style == ParameterStyle.Simple,
            ParameterLocation.Query or ParameterLocation.Form => style is not (ParameterStyle.Simple or ParameterStyle.Label or ParameterStyle.Matrix),
            ParameterLocation.Cookie => style == ParameterStyle.Form,
            _ => false,
        };
        if (!allowed)
        {
            errors.Add(ToolErrorCodes.StyleNotAllowed, $"{path}:Style", $"The style '{style}' is not for {Words(location)} parameters.", "See the table of styles in docs/configuration.md.");
        }
    }

    private void CheckKeywords(ParameterConfig config, ShortType type)
    {
        if (config.Items is { } items && (type.Type != "array" || !ShortType.TryParse(items, out var parsed) || parsed.Items is not null || parsed.Required))
        {
            errors.Add(ToolErrorCodes.BadSchemaKeyword, $"{path}:Items", type.Type == "array" ? $"'{items}' is not a type of items." : "Only an array has items.",
                $"Use \"Type\": \"array\" with one of {string.Join(", ", ShortType.Names)}.");
        }

        if (config.Enum is { } values && (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0))
        {
            errors.Add(ToolErrorCodes.BadSchemaKeyword, $"{path}:Enum", "'Enum' is not a list of values.", "Write a JSON array with at least one value.");
        }

        if (config.Schema is { } schema && schema.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(ToolErrorCodes.BadSchemaKeyword, $"{path}:Schema", "'Schema' is not a JSON Schema object.", "Write an object.");
        }

        if (config.Minimum > config.Maximum || config.MinLength > config.MaxLength || config.MinItems > config.MaxItems)
        {
            errors.Add(ToolErrorCodes.BadSchemaKeyword, path, "A lower bound is above its upper bound.", "Swap them.");
        }
    }

    private void CheckConflicts(ParameterConfig config, ShortType type, ParameterLocation location)
    {
        if (config.Const is not null && (config.Default is not null || config.Enum is not null || ((config.Required is not null || type.Required) && config.Schema is null)))
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, path, "'Const' fixes and hides the argument; 'Default', 'Enum' and 'Required' mean nothing beside it.", "Keep one of them.");
        }

        if (location == ParameterLocation.Path && (config.Required == false) && config.Default is null && config.DefaultTime is null)
        {
            errors.Add(ToolErrorCodes.OptionalPathVariable, $"{path}:Required", "A path variable cannot be optional: a path cannot have a hole.", "Remove 'Required', or give a 'Default'.");
        }

        if (config.McpHeader is not null && config.Const is not null)
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, $"{path}:McpHeader", "A hidden argument has no MCP header.", "Remove 'McpHeader'.");
        }
    }

    private static string Words(ParameterLocation location) => location.ToString().ToLowerInvariant();
}
