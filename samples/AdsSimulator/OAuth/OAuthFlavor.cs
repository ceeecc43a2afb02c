namespace AdsSimulator.OAuth;

/// <summary>What differs between the token servers that people sign in to.</summary>
/// <param name="Issuer">Names the server in the register of access tokens.</param>
/// <param name="DefaultClient">The application that is known when the settings name none.</param>
/// <param name="AccessPrefix">How access tokens begin.</param>
/// <param name="RefreshPrefix">How refresh tokens begin.</param>
/// <param name="Scopes">The scopes that can be asked for.</param>
/// <param name="ScopeSeparator">What stands between two of them.</param>
internal sealed record OAuthFlavor(string Issuer, OAuthClient DefaultClient, string AccessPrefix, string RefreshPrefix, IReadOnlySet<string> Scopes, char ScopeSeparator);
