using System.Text.Json.Serialization;

namespace McpProxy.Admin;

/// <summary>Whether this process should get traffic.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReadinessStatus>))]
internal enum ReadinessStatus
{
    /// <summary>All is well.</summary>
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>It serves, and somebody should look at it.</summary>
    [JsonStringEnumMemberName("degraded")]
    Degraded,

    /// <summary>It must not get new traffic.</summary>
    [JsonStringEnumMemberName("not_ready")]
    NotReady,
}
