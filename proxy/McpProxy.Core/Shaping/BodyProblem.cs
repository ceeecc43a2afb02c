namespace McpProxy.Shaping;

/// <summary>Why an upstream's body cannot be used.</summary>
/// <param name="Code">The code of the error.</param>
/// <param name="Message">What the caller is told.</param>
/// <param name="Kind">The kind of the error.</param>
internal sealed record BodyProblem(string Code, string Message, ProxyErrorKind Kind = ProxyErrorKind.UpstreamHttp);
