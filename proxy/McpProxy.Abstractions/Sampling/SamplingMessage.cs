namespace McpProxy;

/// <summary>One message of a conversation.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">Its parts. Not empty.</param>
public sealed record SamplingMessage(string Role, IReadOnlyList<SamplingContent> Content);
