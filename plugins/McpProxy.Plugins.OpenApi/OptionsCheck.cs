using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Plugins.OpenApi.Options;
using McpProxy.Plugins.OpenApi.Packages;
using McpProxy.Plugins.OpenApi.Remote;

namespace McpProxy.Plugins.OpenApi;

/// <summary>Checks what the types of the options cannot say.</summary>
internal static class OptionsCheck
{
    public static void Check(OpenApiOptions options, string path, ConfigErrors errors)
    {
        if (options.Route is not null && (options.Cluster is not null || options.RouteTemplate is not null || options.PathPrefix.Length > 0))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Route", "With 'Route' no routes are made, so 'Cluster', 'RouteTemplate' and 'PathPrefix' mean nothing.", "Keep one of them.");
        }

        if (options.Document.Contains("://", StringComparison.Ordinal) && !RemoteDocuments.IsAddress(options.Document))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Document", $"'{options.Document}' is not an https URL.", "Only on the loopback may it be http.");
        }

        if (options.Refresh is not null && !RemoteDocuments.IsAddress(options.Document))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Refresh", "Files are watched; only URLs are fetched again.", "Remove it.");
        }

        CheckPackages(options, $"{path}:Packages", errors);
        CheckObject(options.RouteTemplate, $"{path}:RouteTemplate", "keys of ReverseProxy:Routes", errors);
        CheckObject(options.ToolTemplate, $"{path}:ToolTemplate", "keys of Mcp:Tools", errors);
        foreach (var (name, operation) in options.Operations)
        {
            CheckObject(operation.Tool, $"{path}:Operations:{name}:Tool", "keys of Mcp:Tools", errors);
        }

        for (var i = 0; i < options.Select.Count; i++)
        {
            if (options.Select[i] is { Include: null, Exclude: null } or { Include: not null, Exclude: not null })
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Select:{i}", "A rule has exactly one of 'Include' and 'Exclude'.");
            }
        }

        if (options.BasePath is { Length: > 0 } basePath && !basePath.StartsWith('/'))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:BasePath", $"'{basePath}' is not a path.", "Begin it with '/'.");
        }
    }

    private static void CheckPackages(OpenApiOptions options, string path, ConfigErrors errors)
    {
        if (options.Packages is not { ValueKind: not JsonValueKind.Null } packages)
        {
            return;
        }

        if (PackageList.Read(packages) is not { } names)
        {
            errors.Add(ConfigErrorCodes.WrongType, path, "Expected a list of names, or one text with commas between them.");
        }
        else if (names.Count == 0 && packages.ValueKind == JsonValueKind.Array)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, "An empty list chooses nothing.", "Remove it for the defaults, or write '*' for all documents.");
        }

        if (RemoteDocuments.IsAddress(options.Document))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, "Packages choose documents of a folder; a URL has one.", "Remove it.");
        }
    }

    private static void CheckObject(JsonElement? json, string path, string what, ConfigErrors errors)
    {
        if (json is { ValueKind: not JsonValueKind.Object })
        {
            errors.Add(ConfigErrorCodes.WrongType, path, $"Expected an object with {what}.");
        }
    }
}
