namespace McpProxy.Plugins.Credentials.TokenExchange.Caching;

/// <summary>Whose result, and of what. Without any credential.</summary>
/// <param name="Step">Index of the step; -1 for the list of identities.</param>
/// <param name="Owner"><see cref="ExchangeCaller.Key"/>; empty for results that all share.</param>
/// <param name="Fingerprint">SHA-256 of the subject; empty for none.</param>
/// <param name="Identity">The identity, if the result depends on it.</param>
/// <param name="Region">The region, if the result depends on it.</param>
/// <param name="Profile">The profile, if the result depends on it.</param>
internal readonly record struct StepKey(int Step, string Owner, string Fingerprint, string? Identity = null, string? Region = null, string? Profile = null);
