using System.Collections.Frozen;
using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.OAuth.Options;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>The flows of the configuration in force.</summary>
internal sealed class AuthorizationFlows(IAppliedConfiguration configuration, FlowRooms rooms) : IAuthorizationFlows
{
    private const string Section = "McpProxy:" + OAuthSection.SectionKey;

    private Made _made = new(null, FrozenDictionary<string, AuthorizationFlow>.Empty);

    /// <summary>Whether there is any provider.</summary>
    public bool Any => Current.Count > 0;

    private FrozenDictionary<string, AuthorizationFlow> Current
    {
        get
        {
            var current = configuration.Current;
            var made = Volatile.Read(ref _made);
            if (!ReferenceEquals(made.Of, current))
            {
                // Made twice when two ask at the same moment: they hold nothing but options.
                made = new Made(current, Make(current));
                Volatile.Write(ref _made, made);
            }

            return made.Flows;
        }
    }

    IAuthorizationFlow? IAuthorizationFlows.Find(string provider) => Find(provider);

    public AuthorizationFlow? Find(string provider) => Current.GetValueOrDefault(provider);

    private FrozenDictionary<string, AuthorizationFlow> Make(IConfiguration current)
    {
        var errors = new ConfigErrors();
        var origin = OAuthSection.PublicOriginOf(current);
        return current.GetSection(Section).GetChildren().ToFrozenDictionary(
            s => s.Key, s => Make(s.Key, configuration.Bind<OAuthOptions>($"{Section}:{s.Key}", errors), origin), StringComparer.OrdinalIgnoreCase);
    }

    private AuthorizationFlow Make(string name, OAuthOptions options, Uri? origin)
    {
        var redirectUri = options.RedirectUri?.OriginalString ?? new Uri(origin!, $"/auth/callback/{Uri.EscapeDataString(name)}").AbsoluteUri;
        return new AuthorizationFlow(name, options, redirectUri, rooms);
    }

    private sealed record Made(IConfiguration? Of, FrozenDictionary<string, AuthorizationFlow> Flows);
}
