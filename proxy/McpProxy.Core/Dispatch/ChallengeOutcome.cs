using System.Text.Json;

namespace McpProxy.Dispatch;

/// <summary>The route's authorization refused the caller. The MCP door turns it into an HTTP status; over stdio it is written as an error.</summary>
internal sealed class ChallengeOutcome(CallerChallenge challenge, ErrorOutcome asError) : ToolOutcome
{
    public override bool IsError => true;

    public override ProxyError? Error => asError.Error;

    public override string RequestId => asError.RequestId;

    public override CallerChallenge Challenge => challenge;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => asError.WriteTo(writer, dialect);
}
