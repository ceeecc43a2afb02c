namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>Another name of an argument.</summary>
/// <param name="From">The name.</param>
/// <param name="To">The argument.</param>
/// <param name="IsWrapped">Whether a single value stands for a list of one.</param>
internal sealed record ArgumentAlias(string From, string To, bool IsWrapped);
