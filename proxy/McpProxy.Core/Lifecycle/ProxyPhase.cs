using System.Text.Json.Serialization;

namespace McpProxy.Lifecycle;

/// <summary>What the process is doing with its life. It goes through them in this order, and never back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProxyPhase>))]
internal enum ProxyPhase
{
    /// <summary>Reads the layers of the configuration, loads plugins, puts the services together.</summary>
    [JsonStringEnumMemberName("configuration")]
    Configuration,

    /// <summary>Checks and compiles routes, transforms and the catalogue.</summary>
    [JsonStringEnumMemberName("registration")]
    Registration,

    /// <summary>Starts its parts, then listens.</summary>
    [JsonStringEnumMemberName("startup")]
    Startup,

    /// <summary>Serves.</summary>
    [JsonStringEnumMemberName("operation")]
    Operation,

    /// <summary>Was asked to stop: not ready any more, finishes what runs.</summary>
    [JsonStringEnumMemberName("drain")]
    Drain,

    /// <summary>Serves nobody any more; stops its parts.</summary>
    [JsonStringEnumMemberName("shutdown")]
    Shutdown,
}
