using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>
/// An upstream needs something of the client before it can answer (<c>"resultType":"input_required"</c>). Whoever runs the
/// call gets it and repeats the call; where nobody can, the call has failed, and nothing of the upstream's state is shown.
/// </summary>
/// <param name="requests">What it asks for.</param>
/// <param name="state">What it wants back with the answers, or null.</param>
/// <param name="requestId">The exchange's id.</param>
/// <param name="declaresOutput">Whether the tool has an output schema.</param>
internal sealed class InputRequiredOutcome(IReadOnlyList<InputRequest> requests, string? state, string requestId, bool declaresOutput) : ToolOutcome
{
    private static readonly ProxyError NotPossible = new(ProxyErrorKind.UpstreamHttp, "input_not_possible", "The upstream asks for input, which cannot be given to this request.");

    public IReadOnlyList<InputRequest> Requests => requests;

    public string? State => state;

    public override bool IsError => true;

    public override ProxyError Error => NotPossible;

    public override string RequestId => requestId;

    /// <summary>The call fails because what was asked for could not be had.</summary>
    public ErrorOutcome Fail(ProxyError error) => new(error, requestId, declaresOutput);

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => Fail(NotPossible).WriteTo(writer, dialect);
}
