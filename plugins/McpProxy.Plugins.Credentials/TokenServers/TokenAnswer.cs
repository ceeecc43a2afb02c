using System.Text.Json;

namespace McpProxy.Plugins.Credentials.TokenServers;

/// <summary>The answer of a token endpoint.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Json">Its body; undefined when it is not JSON.</param>
/// <param name="RetryAfterSeconds">What it says of waiting.</param>
internal sealed record TokenAnswer(int Status, JsonElement Json, int? RetryAfterSeconds)
{
    /// <summary>The member <c>error</c> of RFC 6749, section 5.2.</summary>
    public string? ErrorCode =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;

    /// <summary>Whether the refresh token itself was refused (RFC 6749, section 5.2).</summary>
    public bool IsInvalidGrant => ErrorCode == "invalid_grant";

    /// <summary>Says nothing of the body.</summary>
    public override string ToString() => $"status {Status}";
}
