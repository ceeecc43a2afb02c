using McpProxy.Configuration;

namespace McpProxy.Prompts.Rendering;

/// <summary>Roles as the wire has them.</summary>
internal static class PromptRoles
{
    public static ReadOnlySpan<byte> Utf8(PromptRole role) => role == PromptRole.Assistant ? "assistant"u8 : "user"u8;
}
