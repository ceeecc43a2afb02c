using McpProxy.Configuration;
using McpProxy.Prompts.Content;

namespace McpProxy.Prompts;

/// <summary>One message of a prompt. Immutable.</summary>
internal sealed record PromptMessage(PromptRole Role, PromptContent Content);
