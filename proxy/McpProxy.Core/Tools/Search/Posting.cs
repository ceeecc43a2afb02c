namespace McpProxy.Tools.Search;

/// <summary>That a term stands in a tool.</summary>
/// <param name="Tool">Position of the tool.</param>
/// <param name="Impact">What the term adds to the tool's score.</param>
internal readonly record struct Posting(int Tool, float Impact);
