namespace McpProxy.Plugins.OpenApi;

/// <summary>An operation cannot become a tool; the others can.</summary>
/// <param name="reason">Why, in one sentence.</param>
internal sealed class UnmappableException(string reason) : Exception(reason);
