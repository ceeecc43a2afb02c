using System.Text.Json.Serialization;

namespace McpProxy.Admin;

/// <summary>The answer of <c>/ping</c>, in the form that hosting platforms for agents expect.</summary>
/// <param name="Status"><c>Healthy</c>, or <c>HealthyBusy</c> while tool calls run.</param>
/// <param name="TimeOfLastUpdate">When <paramref name="Status"/> was last seen to change, in seconds since 1970-01-01 UTC.</param>
internal sealed record PingReport(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("time_of_last_update")] long TimeOfLastUpdate);
