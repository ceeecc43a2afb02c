namespace McpProxy.Shaping.Truncation;

/// <summary>A member that is added to objects that lack it.</summary>
/// <param name="Before">The bit of the paths that says that the member would stand in an object.</param>
/// <param name="Name">Its name, without escapes.</param>
/// <param name="Beside">The name of a member that has to be there; null for none.</param>
/// <param name="Text">The member as it is written.</param>
internal sealed record AddedMember(ulong Before, byte[] Name, byte[]? Beside, byte[] Text);
