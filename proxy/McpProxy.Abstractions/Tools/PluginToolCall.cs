using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools;

/// <summary>One call of a plugin's tool. Not thread-safe, and nothing of it may be used after the call.</summary>
public sealed class PluginToolCall
{
    /// <summary>The request as it goes down the corridor, after authorization, limits and the resolution of the context.</summary>
    public required HttpContext HttpContext { get; init; }

    /// <summary>Who calls, in which context.</summary>
    public required ProxyExchange Exchange { get; init; }

    /// <summary>The arguments: a JSON object that fits the tool's input schema.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>Whether the client can show its user a form, so that <see cref="PluginToolResult.Ask"/> may be used.</summary>
    public bool CanAskUser { get; init; }

    /// <summary>
    /// The answers to what an earlier run of this call asked, by the keys of its questions: each is the result that MCP defines, e.g.
    /// <c>{"action":"accept","content":{…}}</c>. Empty in the first run. Check them like arguments.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>The state that an earlier run gave out with its questions; null for none.</summary>
    public string? State { get; init; }

    /// <summary>Whether the caller wants to be told how far the call is.</summary>
    public bool WantsProgress => Reporter is not null;

    /// <summary>Takes progress to the caller; null when it asked for none.</summary>
    internal Func<double, double?, string?, CancellationToken, ValueTask>? Reporter { get; init; }

    /// <summary>Tells the caller how far the call is, if it wants to know. Values that do not increase are dropped.</summary>
    /// <param name="progress">How far, e.g. bytes.</param>
    /// <param name="total">How far it goes; null when nobody knows.</param>
    /// <param name="message">One sentence for people; default none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask ReportProgressAsync(double progress, double? total = null, string? message = null, CancellationToken cancellationToken = default) =>
        Reporter?.Invoke(progress, total, message, cancellationToken) ?? default;

    /// <summary>An argument as text.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null when it was left out, or is no text.</returns>
    public string? GetText(string name) =>
        Arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An argument as a whole number, beyond 32 bits too.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null when it was left out, or is no whole number that 64 bits can hold.</returns>
    public long? GetLong(string name) =>
        Arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>An argument as a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null when it was left out, or is no whole number; numbers too large or too small become the largest or smallest one.</returns>
    public int? GetInteger(string name)
    {
        if (!Arguments.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        return value.TryGetInt32(out var number) ? number : (int)Math.Clamp(value.GetDouble(), int.MinValue, int.MaxValue);
    }
}
