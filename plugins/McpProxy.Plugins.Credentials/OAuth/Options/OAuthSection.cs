using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.OAuth.Options;

/// <summary>Describes and checks the sections below <c>McpProxy:OAuth</c>.</summary>
/// <param name="configuration">What is being checked; sections depend on the public origin.</param>
/// <param name="transport">Whether URLs may be http.</param>
internal sealed class OAuthSection(ICandidateConfiguration configuration, TransportRule transport) : ISectionDescriptor
{
    public const string SectionKey = "OAuth";

    private const string PublicOriginKey = "McpProxy:Authentication:PublicOrigin";

    /// <summary>What the flow itself says in the authorization URL.</summary>
    private static readonly string[] OwnParameters = ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"];

    public string Key => SectionKey;

    public string Description => "Providers whose users let the proxy act for them, by the OAuth authorization-code flow; see docs/oauth.md.";

    public Type OptionsType => typeof(OAuthOptions);

    public bool IsMap => true;

    /// <summary>The origin under which people reach the proxy; null when it is not configured.</summary>
    public static Uri? PublicOriginOf(Microsoft.Extensions.Configuration.IConfiguration configuration) =>
        Uri.TryCreate(configuration[PublicOriginKey], UriKind.Absolute, out var origin) ? origin : null;

    public void Validate(object options, string path, ConfigErrors errors)
    {
        var oauth = (OAuthOptions)options;
        var mistakes = new Mistakes(path, path, errors);
        var addresses = new AddressRule(transport.AllowsHttp);
        addresses.Check(oauth.AuthorizationUrl, mistakes.At(nameof(oauth.AuthorizationUrl)));
        addresses.Check(oauth.TokenUrl, mistakes.At(nameof(oauth.TokenUrl)));
        addresses.Check(oauth.RevocationUrl, mistakes.At(nameof(oauth.RevocationUrl)));
        addresses.Check(oauth.RedirectUri, mistakes.At(nameof(oauth.RedirectUri)));
        if (oauth.RedirectUri is { Fragment.Length: > 0 })
        {
            mistakes.At(nameof(oauth.RedirectUri)).Invalid("A redirect URI has no fragment (RFC 6749, section 3.1.2).");
        }

        if (oauth.RedirectUri is null && PublicOriginOf(configuration.Current) is null)
        {
            mistakes.At(nameof(oauth.RedirectUri)).Missing("Nothing says where people come back to.", $"Write it, or {PublicOriginKey}.");
        }

        if (!oauth.Pkce && oauth.ClientSecret is not { HasValue: true })
        {
            mistakes.At(nameof(oauth.Pkce)).Invalid("A client without a secret needs a proof key.", "Leave the key out, or add ClientSecret.");
        }

        if (oauth.ClientAuthentication == ClientAuthentication.Basic && oauth.ClientSecret is not { HasValue: true })
        {
            mistakes.At(nameof(oauth.ClientSecret)).Missing("ClientAuthentication Basic needs a secret.");
        }

        foreach (var name in oauth.AuthorizationParameters.Keys.Where(n => OwnParameters.Contains(n, StringComparer.OrdinalIgnoreCase)))
        {
            mistakes.At(nameof(oauth.AuthorizationParameters)).At(name).Invalid($"The flow itself sets '{name}'.", "Remove it.");
        }

        mistakes.At(nameof(oauth.Tls)).Tls(oauth.Tls);
        mistakes.At(nameof(oauth.AccessToken)).Pointer(oauth.AccessToken);
        mistakes.At(nameof(oauth.RefreshToken)).Pointer(oauth.RefreshToken);
        mistakes.At(nameof(oauth.Error)).Pointer(oauth.Error);
        mistakes.At(nameof(oauth.ExpiresIn)).Pointer(oauth.ExpiresIn);
        mistakes.At(nameof(oauth.ExpiresAt)).Pointer(oauth.ExpiresAt);
    }
}
