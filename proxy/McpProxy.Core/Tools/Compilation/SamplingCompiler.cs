using System.Text.Json;
using McpProxy.Configuration;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles the sampling providers: each is a request whose body is the one thing it gets.</summary>
internal static class SamplingCompiler
{
    private static readonly JsonElement AnyObject = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    public static IEnumerable<SamplingBinding> Compile(McpConfig config, IReadOnlyDictionary<string, RouteConfig> routes, IInlineConstraintResolver? constraints, ConfigErrors errors)
    {
        // What callers may send on to tools is not meant for the operator's model.
        var surroundings = config with { ForwardHeaders = [] };
        foreach (var (name, provider) in config.Sampling.Providers.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var path = $"Mcp:Sampling:Providers:{name}";
            var before = errors.Count;
            Check(provider, path, errors);
            var request = new ToolConfig { Route = provider.Route, Request = provider.Request, InputSchema = AnyObject, Timeout = provider.Timeout };
            if (new ToolCompilation($"sampling.{name}", request, path, surroundings, errors).Compile(routes, constraints) is { } call && errors.Count == before)
            {
                yield return new SamplingBinding(name, provider, call, provider.Hints.Count > 0 ? provider.Hints : provider.Models);
            }
        }
    }

    private static void Check(SamplingProviderConfig provider, string path, ConfigErrors errors)
    {
        if (provider.Models.Count == 0 || provider.Models.Any(string.IsNullOrWhiteSpace))
        {
            errors.Add(ToolErrorCodes.BadSamplingProvider, $"{path}:Models", "The provider names no model, or an empty one.", "List the models of the endpoint, the usual one first.");
        }

        if (string.IsNullOrWhiteSpace(provider.MaxTokensName))
        {
            errors.Add(ToolErrorCodes.BadSamplingProvider, $"{path}:MaxTokensName", "The name is empty.", "Remove the key for 'max_tokens'.");
        }

        if (!provider.Request.StartsWith("POST ", StringComparison.Ordinal))
        {
            errors.Add(ToolErrorCodes.BadSamplingProvider, $"{path}:Request", "A chat endpoint is asked by POST.", "Write e.g. 'POST /v1/chat/completions'.");
        }
    }
}
