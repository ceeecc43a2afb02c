using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.OAuth.Options;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
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

        var path = $"ReverseProxy:Routes:{context.Route.RouteId}:Transforms:{IndexOf(context.Route, transformValues)}";
        foreach (var other in transformValues.Keys.Where(k => !k.Equals(Key, StringComparison.OrdinalIgnoreCase)))
        {
            context.Errors.Add(new ConfigErrorException(new ConfigError(ConfigErrorCodes.UnknownKey, $"{path}:{other}", $"Transform {Key} takes no '{other}'.", "")));
        }

        var providers = context.Services.GetRequiredService<ICandidateConfiguration>().Current.GetSection($"McpProxy:{OAuthSection.SectionKey}").GetChildren().Select(c => c.Key).ToList();
        if (!providers.Contains(provider, StringComparer.OrdinalIgnoreCase))
        {
            var hint = NearestName.Find(provider, providers) is { } nearest ? $"Did you mean '{nearest}'?" : "Add it.";
            context.Errors.Add(new ConfigErrorException(new ConfigError(ConfigErrorCodes.UnknownName, $"{path}:{Key}", $"There is no '{provider}' under McpProxy:{OAuthSection.SectionKey}.", hint)));
        }

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

    private static int IndexOf(RouteConfig route, IReadOnlyDictionary<string, string> values)
    {
        for (var i = 0; i < route.Transforms?.Count; i++)
        {
            if (ReferenceEquals(route.Transforms[i], values))
            {
                return i;
            }
        }

        return 0;
    }
}
