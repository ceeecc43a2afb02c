using System.Text.Json.Serialization;

namespace AdsSimulator.OAuth;

/// <summary>An application that a token server knows.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="ClientSecret">Its secret; null for a public client, which must use PKCE.</param>
/// <param name="RedirectUris">Where it may be sent back to, compared character by character; null allows any address on this machine.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OAuthClient(string ClientId, string? ClientSecret, IReadOnlyList<string>? RedirectUris = null)
{
    internal bool Allows(string redirectUri) => RedirectUris is null
        ? Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri is { IsLoopback: true, Scheme: "http" or "https", Fragment: "" }
        : RedirectUris.Contains(redirectUri, StringComparer.Ordinal);
}
