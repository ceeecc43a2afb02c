using System.Text.Json;

namespace McpProxy.IntegrationTests.Context;

/// <summary>What became of a call.</summary>
/// <param name="Destination">The destination that its Host header named; null when it failed.</param>
/// <param name="Headers">The headers that came there.</param>
/// <param name="Error">The error of the contract; null when it succeeded.</param>
internal sealed record Echo(string? Destination, Dictionary<string, string> Headers, JsonElement? Error)
{
    public string? Notice { get; init; }

    public string? Cookie { get; init; }

    public string? Region => Destination?[..2];

    public string? Code => Error?.GetProperty("code").GetString();
}
