using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.Watching;

/// <summary>The version of a content that was polled; it is never written to anybody.</summary>
/// <param name="version">The version; null when the upstream said that it has not changed.</param>
internal sealed class VersionOutcome(ResourceVersion? version) : ToolOutcome
{
    public override bool IsError => false;

    public ResourceVersion? Version => version;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => throw new NotSupportedException("A version is not an answer to a caller.");
}
