using System.Text.Json;

namespace McpProxy.Dispatch;

/// <summary>The end of a tool call. Holds pooled memory: dispose it after it is written.</summary>
internal abstract class ToolOutcome : IDisposable
{
    /// <summary>Whether the result says <c>isError</c>.</summary>
    public abstract bool IsError { get; }

    /// <summary>The error of the contract, or null.</summary>
    public virtual ProxyError? Error => null;

    /// <summary>The id of the exchange that ended in <see cref="Error"/>; null without one.</summary>
    public virtual string? RequestId => null;

    /// <summary>Set when the caller itself must authenticate; then nothing is written.</summary>
    public virtual CallerChallenge? Challenge => null;

    /// <summary>Writes a whole <c>CallToolResult</c> object, without raw line breaks (safe in an SSE <c>data:</c> line and on stdio).</summary>
    public abstract void WriteTo(Utf8JsonWriter writer, ResultDialect dialect);

    public virtual void Dispose()
    {
    }
}
