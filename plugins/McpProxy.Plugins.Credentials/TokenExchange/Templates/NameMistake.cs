namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>What is wrong with a template.</summary>
/// <param name="Message">In one sentence.</param>
/// <param name="Hint">How to mend it.</param>
/// <param name="MissingKey">The key of the exchange that is missing, if that is what is wrong; null otherwise.</param>
internal sealed record NameMistake(string Message, string Hint, string? MissingKey = null);
