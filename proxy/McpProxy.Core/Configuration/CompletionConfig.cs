using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>What is proposed while somebody types a value: exactly one of <see cref="Values"/> and <see cref="Route"/> with <see cref="Request"/>.</summary>
public sealed record CompletionConfig
{
    /// <summary>A fixed list. Values that begin with what was typed come first, then those that contain it; case counts for nothing.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The YARP route the proposals are asked for through. Needs <see cref="Request"/>.</summary>
    public string? Route { get; init; }

    /// <summary>
    /// The request for the proposals, e.g. <c>GET /v2/profiles?prefix={value}</c>: <c>{value}</c> stands for what was typed, any other
    /// <c>{name}</c> for an argument that was filled in before. Without <c>{value}</c> the answer is taken for a fixed list.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>Where the proposals stand in a JSON answer, as a dotted path; arrays on the way are walked: <c>items.id</c>. Default: the answer is an array of them.</summary>
    public string? Select { get; init; }

    /// <summary>Time the request may take, 1 millisecond to 1 minute; then nothing is proposed. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
