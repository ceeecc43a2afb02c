using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping;

/// <summary>An upstream's answer as the collector left it.</summary>
/// <param name="Tool">The tool that was called.</param>
/// <param name="Path">The path that was requested.</param>
/// <param name="RequestId">The exchange's id.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Response headers.</param>
/// <param name="Sink">The body, or null when there was none.</param>
internal sealed record UpstreamAnswer(ToolBinding Tool, string Path, string RequestId, int Status, IHeaderDictionary Headers, IBodySink? Sink)
{
    public string? ContentType { get; } = Headers.ContentType.Count == 0 ? null : Headers.ContentType.ToString();

    /// <summary>The media type without parameters, or empty.</summary>
    public string MediaType { get; } = Shaping.MediaType.Of(Headers.ContentType.ToString());

    /// <summary>The announced length, or null.</summary>
    public long? Length => Headers.ContentLength;

    public string MediaTypeOr(string fallback) => MediaType.Length == 0 ? fallback : MediaType;
}
