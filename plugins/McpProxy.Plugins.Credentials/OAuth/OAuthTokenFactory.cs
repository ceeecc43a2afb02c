using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.OAuth.Options;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary><c>{ "OAuthToken": "strava" }</c>: leaves the caller's access token of a provider on the exchange, for <c>HeaderInject</c>.</summary>
internal sealed class OAuthTokenFactory : ITransformFactory
{
    private const string Key = "OAuthToken";

    public bool Validate(TransformRouteValidationContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (!transformValues.TryGetValue(Key, out var provider))
        {
            return false;
        }

        var errors = new ConfigErrors();
        var entry = new TransformEntry(context.Route, transformValues);
        entry.CheckKeys(Key, [Key], errors);
        var providers = context.Services.GetRequiredService<ICandidateConfiguration>().Current.GetSection($"McpProxy:{OAuthSection.SectionKey}").GetChildren().Select(c => c.Key).ToList();
        if (!providers.Contains(provider, StringComparer.OrdinalIgnoreCase))
        {
            var hint = NearestName.Find(provider, providers) is { } nearest ? $"Did you mean '{nearest}'?" : "Add it.";
            errors.Add(ConfigErrorCodes.UnknownName, $"{entry.Path}:{Key}", $"There is no '{provider}' under McpProxy:{OAuthSection.SectionKey}.", hint);
        }

        TransformEntry.Report(errors, context);
        return true;
    }

    public bool Build(TransformBuilderContext context, IReadOnlyDictionary<string, string> transformValues)
    {
        if (!transformValues.TryGetValue(Key, out var provider))
        {
            return false;
        }

        context.AddPreparation(new OAuthTokenPreparation(provider, context.Services.GetRequiredService<AuthorizationFlows>()));
        return true;
    }
}
