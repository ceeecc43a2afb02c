using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Mcp.Input;

namespace McpProxy.Mcp.Sessions;

/// <summary>What the state store keeps of a session: enough for any replica to go on with it.</summary>
/// <param name="Revision">The date of the revision that was agreed on.</param>
/// <param name="Client">What the client can be asked for.</param>
/// <param name="LogLevel">From which level on it is sent log messages.</param>
/// <param name="Principal">Who opened it (<see cref="PrincipalKey"/>).</param>
/// <param name="Toolset">The toolset it was opened on.</param>
/// <param name="Subscriptions">URIs of the resources it subscribes to; null for none.</param>
internal sealed record SessionRecord(string Revision, ClientCapabilities Client, McpLogLevel LogLevel, string Principal, string? Toolset, IReadOnlyList<string>? Subscriptions = null)
{
    public static SessionRecord Of(McpSession session) =>
        new(session.Revision.Text, session.Client, session.LogLevel, session.Principal, session.Toolset, session.Resources.Uris);

    /// <summary>Reads a record.</summary>
    /// <returns>Null when another version of the proxy has written what this one does not know.</returns>
    public static SessionRecord? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SessionRecordJson.Default.SessionRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SessionRecordJson.Default.SessionRecord);
}
