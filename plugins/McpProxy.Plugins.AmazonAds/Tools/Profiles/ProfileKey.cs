namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>
/// Whose list of profiles, and of where: by who the caller is and what it chose, not by what became of that, so that a list is found while a
/// token server is away.
/// </summary>
/// <param name="Section">The path of the section.</param>
/// <param name="Caller"><see cref="ExchangeCaller.Key"/>: tenant, scheme and principal.</param>
/// <param name="Fingerprint"><see cref="ProxyExchange.CredentialFingerprint"/> of the route.</param>
/// <param name="Authorization">When the caller authorized the proxy, where it does: another account has other profiles.</param>
/// <param name="Identity">The identity; empty for the default.</param>
/// <param name="Region">The region; empty for the default.</param>
/// <param name="Countries">The countries of chosen profiles, which may decide about the region.</param>
internal sealed record ProfileKey(string Section, string Caller, string Fingerprint, DateTimeOffset? Authorization, string Identity, string Region, string Countries);
