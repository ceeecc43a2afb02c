using System.Collections.Frozen;
using McpProxy.Completions;
using McpProxy.Configuration;
using McpProxy.Prompts;
using McpProxy.Shaping.Continuation;
using McpProxy.Tools.Resources;
using McpProxy.Tools.Resources.Templates;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Compiles one resource. Every mistake is added to the errors; the binding is null when there was one.</summary>
/// <param name="name">Its name.</param>
/// <param name="resource">What the operator wrote.</param>
/// <param name="mcp">The section it stands in.</param>
/// <param name="requests">Compiles requests of completions.</param>
/// <param name="dependsOnCaller">Whether answers of a route depend on who asks.</param>
/// <param name="errors">Collects mistakes.</param>
/// <param name="artifacts">Knows routes whose answers are kept whole when they are shortened.</param>
internal sealed class ResourceCompilation(
    string name, ResourceConfig resource, McpConfig mcp, RoutedRequestCompiler requests, Func<RouteConfig, bool> dependsOnCaller, ConfigErrors errors, ArtifactEntries? artifacts = null)
{
    private readonly string _path = $"Mcp:Resources:{name}";

    public ResourceBinding? Compile(IReadOnlyDictionary<string, RouteConfig> routes, IInlineConstraintResolver? constraints)
    {
        var before = errors.Count;
        var template = ParseUri();
        new ResourceChecks(resource, template, _path, errors).Check();
        var call = new ToolCompilation(name, AsTool(template), _path, mcp, errors, artifacts: artifacts, mediaType: resource.MimeType).Compile(routes, constraints);
        var isCallers = resource.ForwardHeaders.Count > 0 || (routes.GetValueOrDefault(resource.Route) is { } route && dependsOnCaller(route));
        CheckWatch(isCallers);
        var completions = Completions(template);
        return errors.Count > before || call is null || template is null ? null : Build(template, call, completions, isCallers);
    }

    private UriTemplate? ParseUri()
    {
        if (resource.Uri.Length is 0 or > ResourceSet.MaxUriLength)
        {
            errors.Add(ToolErrorCodes.BadResourceUri, $"{_path}:Uri", resource.Uri.Length == 0 ? "The URI is missing." : $"The URI is longer than {ResourceSet.MaxUriLength} characters.", "Write an absolute URI or URI template, e.g. 'ads://profiles/{profileId}'.");
            return null;
        }

        var template = UriTemplate.Parse(resource.Uri, out var problem);
        if (problem is not null)
        {
            errors.Add(ToolErrorCodes.BadResourceUri, $"{_path}:Uri", $"It cannot be used: {problem}.", "Write an absolute URI or URI template of level 1 to 3, e.g. 'ads://profiles/{profileId}{?fields}'.");
        }

        return template;
    }

    /// <summary>The request as the tool compiler takes it: a variable of the URI is an argument.</summary>
    private ToolConfig AsTool(UriTemplate? template)
    {
        var parameters = resource.Parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        foreach (var part in template?.Parts ?? [])
        {
            foreach (var variable in part.Variables)
            {
                // Only these operators cannot leave their value out without leaving a hole in the URI.
                parameters.TryAdd(variable, new ParameterConfig { Required = part.Operator is UriOperator.Simple or UriOperator.Reserved ? true : null });
            }
        }

        foreach (var part in RequestLine.Parse(resource.Request, _path, [])?.Parts ?? [])
        {
            if (part.Variable is { } variable)
            {
                parameters.TryAdd(variable, new ParameterConfig()); // ResourceChecks says that nothing fills it, in better words.
            }
        }

        return new ToolConfig
        {
            Route = resource.Route,
            Request = resource.Request,
            Authorization = resource.Authorization,
            Title = resource.Title,
            Description = resource.Description,
            Parameters = parameters,
            Icons = resource.Icons,
            Headers = resource.Headers,
            ForwardHeaders = resource.ForwardHeaders,
            Timeout = resource.Timeout,
            Response = new ResponseConfig { As = ResponseKind.Resource, Select = resource.Response.Select, MaxBytes = resource.Response.MaxBytes },
        };
    }

    private void CheckWatch(bool isCallers)
    {
        if (resource.Watch is not { } watch)
        {
            return;
        }

        if (isCallers && watch.Interval is not null)
        {
            errors.Add(ToolErrorCodes.CannotPoll, $"{_path}:Watch", "It cannot be polled: what it holds depends on who asks, and the proxy asks as itself.", "Use \"Watch\": { \"Webhook\": true } without Interval, or poll on a route without credentials of callers: AuthorizationPolicy anonymous, no ForwardHeaders, no TokenExchange, ProfileScope or region.");
        }

        if (watch.Webhook && !mcp.ResourceWebhook.Secret.HasValue)
        {
            errors.Add(ToolErrorCodes.WebhookOff, $"{_path}:Watch:Webhook", "There is no webhook endpoint.", "Set Mcp:ResourceWebhook:Secret.");
        }
    }

    private FrozenDictionary<string, CompletionBinding> Completions(UriTemplate? template)
    {
        var completions = new Dictionary<string, CompletionBinding>(StringComparer.Ordinal);
        foreach (var (variable, config) in resource.Complete)
        {
            var path = $"{_path}:Complete:{variable}";
            if (template?.Variables.Contains(variable, StringComparer.Ordinal) == false)
            {
                var near = NearestName.Find(variable, template.Variables);
                errors.Add(PromptErrorCodes.UnknownVariable, path, $"'{variable}' is no variable of the URI.", near is null ? "Remove it, or write it into the URI." : $"Did you mean '{near}'?");
            }

            var others = (template?.Variables ?? []).Where(v => v != variable);
            if (new CompletionCompilation(config, name, path, others, mcp.Limits, requests, errors).Compile() is { } completion)
            {
                completions.Add(variable, completion);
            }
        }

        return completions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private ResourceBinding Build(UriTemplate template, ToolBinding call, FrozenDictionary<string, CompletionBinding> completions, bool isCallers) => new()
    {
        Definition = new ResourceDefinition
        {
            Name = name,
            Uri = resource.Uri,
            IsTemplate = !template.Variables.IsEmpty,
            Title = resource.Title,
            Description = resource.Description,
            MimeType = resource.MimeType,
            Size = resource.Size,
            Annotations = resource.Annotations,
            Icons = [.. resource.Icons],
        },
        Template = template,
        Matcher = template.Variables.IsEmpty ? null : new UriTemplateMatcher(template, resource.Parameters.ToDictionary(p => p.Key, p => ResourceChecks.KindOf(p.Value) ?? default, StringComparer.Ordinal)),
        Call = call,
        Completions = completions,
        DependsOnCaller = isCallers,
        PollInterval = resource.Watch?.Interval,
        HasWebhook = resource.Watch?.Webhook == true,
    };
}
