using McpProxy.Mcp.Engines;
using ModelContextProtocol.Protocol;

namespace McpProxy.Mcp.Sdk;

/// <summary>One of our requests on its way through the SDK; travels with the SDK's message, so that handlers find it again.</summary>
/// <param name="Request">The request.</param>
/// <param name="Reply">Takes what the SDK sends for it.</param>
/// <param name="CancellationToken">The caller left or cancelled.</param>
internal sealed record SdkCall(McpRequest Request, SdkReply Reply, CancellationToken CancellationToken)
{
    private const string Key = "mcpproxy.call";

    public static SdkCall Of(JsonRpcMessage message) =>
        message.Context?.Items?[Key] as SdkCall ?? throw new InvalidOperationException("The message did not come through the SDK engine.");

    public IDictionary<string, object?> AsItems() => new Dictionary<string, object?> { [Key] = this };
}
