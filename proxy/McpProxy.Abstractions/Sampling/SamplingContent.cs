namespace McpProxy;

/// <summary>One part of a message.</summary>
/// <param name="Type"><c>text</c>, <c>image</c> or <c>audio</c>.</param>
/// <param name="Text">The text of a <c>text</c>, else null.</param>
/// <param name="Data">Base64 of an <c>image</c> or <c>audio</c>, else null.</param>
/// <param name="MimeType">Media type of <paramref name="Data"/>, else null.</param>
public sealed record SamplingContent(string Type, string? Text, string? Data, string? MimeType);
