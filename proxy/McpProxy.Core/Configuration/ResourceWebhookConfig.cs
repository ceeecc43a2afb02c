namespace McpProxy.Configuration;

/// <summary>
/// The endpoint at which upstreams say that resources changed, signed as the Standard Webhooks specification has it. It
/// exists when <see cref="Secret"/> is set.
/// </summary>
public sealed record ResourceWebhookConfig
{
    /// <summary>Path of the endpoint, outside <c>Mcp:Path</c>. Default <c>/mcp-webhooks/resources</c>. Read once, at the start.</summary>
    public string Path { get; init; } = "/mcp-webhooks/resources";

    /// <summary>The key of the signatures, at least 16 bytes: <c>whsec_</c> and base64, or any other text. Default none: there is no endpoint.</summary>
    public Secret Secret { get; init; }
}
