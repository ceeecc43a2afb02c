namespace McpProxy.Credentials;

/// <summary>A flow that has begun.</summary>
/// <param name="Url">Where the person is to go.</param>
/// <param name="ExpiresIn">How long the person may take.</param>
public sealed record AuthorizationStart(Uri Url, TimeSpan ExpiresIn);
