using System.Collections.Immutable;
using McpProxy.Configuration;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools;

/// <summary>A tool compiled from its configuration: everything a call needs, looked up once. Immutable after publication.</summary>
internal sealed class ToolBinding
{
    public required ToolDefinition Definition { get; init; }

    public string Name => Definition.Name;

    /// <summary>Where it stands in the configuration, e.g. <c>Mcp:Tools:get_profile</c>.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>The route it runs through; empty for a tool of a plugin.</summary>
    public required string RouteId { get; init; }

    public bool HasRoute => RouteId.Length > 0;

    /// <summary>The group that it names itself; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>What it does with the other tools of its toolset; null for an ordinary tool.</summary>
    public MetaToolKind? Meta { get; init; }

    /// <summary>The endpoint of the route; set when the snapshot is published, null while a configuration is only validated. A plugin's tool has its own from the start.</summary>
    public Endpoint? Endpoint { get; set; }

    /// <summary>The policy that callers must meet beside that of the route; null for none.</summary>
    public string? Policy { get; init; }

    public required CompiledSchema InputSchema { get; init; }

    /// <summary>What is done to the arguments before <see cref="InputSchema"/> sees them; null for nothing.</summary>
    public ToolInputRules? InputRules { get; init; }

    public CompiledSchema? OutputSchema { get; init; }

    public OutputValidation OutputValidation { get; init; }

    public required RequestTemplate Request { get; init; }

    /// <summary>Arguments that 2026-07-28 clients repeat in headers; usually empty.</summary>
    public ImmutableArray<McpHeaderParameter> McpHeaders { get; init; } = [];

    /// <summary>Caller headers this tool may forward; resolved, without forbidden names.</summary>
    public ImmutableArray<string> ForwardHeaders { get; init; } = [];

    /// <summary>Whether the same call may be made again without doing its work twice: by annotation, else by method.</summary>
    public bool IsRepeatable => Definition.Hints.Idempotent ?? Definition.Hints.ReadOnly ?? false;

    /// <summary>Every header a call of this tool can carry, in the order of the wire; an affinity header, known only at run time, comes last.</summary>
    public required string[] HeaderOrder { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required ResponseBinding Response { get; init; }

    /// <summary>What a client must be able to do to call it.</summary>
    public ImmutableArray<ClientCapability> RequiredCapabilities { get; init; } = [];

    /// <summary>Where the answers go that its upstream asked for.</summary>
    public ToolInputLocation Input { get; init; }

    /// <summary>Whether the whole of its answers can be kept when they are shortened.</summary>
    public bool MakesArtifacts { get; init; }

    /// <summary>Whether it reads such artifacts.</summary>
    public bool ReadsArtifacts { get; set; }
}
