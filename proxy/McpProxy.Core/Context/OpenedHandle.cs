namespace McpProxy.Context;

/// <summary>A handle that was decrypted.</summary>
/// <param name="Owner">Whom it was sealed for.</param>
/// <param name="Expires">The end of its life, in milliseconds since 1970.</param>
/// <param name="Context">The choice.</param>
internal sealed record OpenedHandle(string Owner, long Expires, CallContext Context);
