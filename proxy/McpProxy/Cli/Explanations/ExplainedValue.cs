namespace McpProxy.Host.Cli.Explanations;

/// <summary>A value of the request.</summary>
/// <param name="Name">A header, an argument, a part of the context.</param>
/// <param name="Value">The value; redacted when it may be a secret.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record ExplainedValue(string Name, string Value, string Origin);
