using McpProxy.Configuration;

namespace McpProxy.Tools;

/// <summary>A sampling provider of the configuration: its endpoint as a request down the corridor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">What the operator wrote.</param>
/// <param name="Call">The request; its one argument object is the body.</param>
/// <param name="Hints">Patterns of the model hints it answers for.</param>
internal sealed record SamplingBinding(string Name, SamplingProviderConfig Config, ToolBinding Call, IReadOnlyList<string> Hints);
