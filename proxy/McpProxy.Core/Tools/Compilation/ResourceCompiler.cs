using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using McpProxy.Tools.Resources;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles every enabled resource.</summary>
internal static class ResourceCompiler
{
    public static List<ResourceBinding> Compile(
        McpConfig config, IReadOnlyDictionary<string, RouteConfig> routes, RoutedRequestCompiler requests, Func<RouteConfig, bool> dependsOnCaller, ConfigErrors errors, IInlineConstraintResolver? constraints,
        ArtifactEntries? artifacts = null)
    {
        CheckWebhook(config, errors);
        var resources = new List<ResourceBinding>();
        var uris = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, resource) in config.Resources.Where(r => r.Value.Enabled))
        {
            var binding = new ResourceCompilation(name, resource, config, requests, dependsOnCaller, errors, artifacts).Compile(routes, constraints);
            if (resource.Uri.Length > 0 && !uris.TryAdd(resource.Uri, name))
            {
                errors.Add(ToolErrorCodes.DuplicateResourceUri, $"Mcp:Resources:{name}:Uri", $"'{uris[resource.Uri]}' has the same URI.", "Give each resource a URI of its own.");
            }
            else if (binding is not null)
            {
                resources.Add(binding);
            }
        }

        return resources;
    }

    private static void CheckWebhook(McpConfig config, ConfigErrors errors)
    {
        var webhook = config.ResourceWebhook;
        if (!ToolCompiler.IsEndpointPath(webhook.Path) || webhook.Path.Equals(config.Path, StringComparison.OrdinalIgnoreCase) || webhook.Path.StartsWith(config.Path + "/", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(ToolErrorCodes.BadEndpointPath, "Mcp:ResourceWebhook:Path", $"'{webhook.Path}' is not a path for the webhook endpoint.", "Start with '/', leave out a trailing '/', use no variables, and stay outside Mcp:Path, where toolsets are.");
        }

        if (webhook.Secret.HasValue && WebhookKey.Read(webhook.Secret) is null)
        {
            errors.Add(ToolErrorCodes.BadWebhookSecret, "Mcp:ResourceWebhook:Secret", $"The secret is shorter than {WebhookKey.MinBytes} bytes, or has 'whsec_' before something that is not base64.", "Make one with: openssl rand -base64 32");
        }
    }
}
