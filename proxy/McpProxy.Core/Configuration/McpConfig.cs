using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>The <c>Mcp</c> section: which routes are tools and resources, and how the MCP surface behaves.</summary>
public sealed record McpConfig
{
    /// <summary>Path of the MCP endpoint; toolsets are served below it. Default <c>/mcp</c>. Starts with a slash, has no trailing slash. Read once, at the start.</summary>
    public string Path { get; init; } = "/mcp";

    /// <summary>
    /// A policy of <c>McpProxy:Authorization:Policies</c> that every client of the MCP endpoints must meet; <c>anonymous</c> lets everybody
    /// connect and see what needs no credential. Default: <c>McpProxy:Authorization:Default</c>.
    /// </summary>
    public string? Authorization { get; init; }

    /// <summary>What the server says of itself in <c>initialize</c> and <c>server/discover</c>.</summary>
    public ServerInfoConfig ServerInfo { get; init; } = new();

    /// <summary>Guidance for the model on how to use this server; sent in <c>initialize</c> and <c>server/discover</c>. Default none.</summary>
    public string? Instructions { get; init; }

    /// <summary>The tools, keyed by name ([A-Za-z0-9_.-], 1 to 64 characters). A map, so that a later layer can override one field.</summary>
    public IReadOnlyDictionary<string, ToolConfig> Tools { get; init; } = new Dictionary<string, ToolConfig>();

    /// <summary>The prompts, keyed by name ([A-Za-z0-9_.-], 1 to 64 characters).</summary>
    public IReadOnlyDictionary<string, PromptConfig> Prompts { get; init; } = new Dictionary<string, PromptConfig>();

    /// <summary>Named selections of tools, each served at <c>{Path}/{name}</c>.</summary>
    public IReadOnlyDictionary<string, ToolsetConfig> Toolsets { get; init; } = new Dictionary<string, ToolsetConfig>();

    /// <summary>How much of the tools <c>tools/list</c> shows, and what the tools are called that find the others.</summary>
    public DisclosureConfig Disclosure { get; init; } = new();

    /// <summary>What clients are spared of long schemas and descriptions.</summary>
    public SlimmingConfig Slimming { get; init; } = new();

    /// <summary>Groups of tools, keyed by name (letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, 1 to 64), for endpoints whose mode is <c>Groups</c>, and for searches.</summary>
    public IReadOnlyDictionary<string, ToolGroupConfig> ToolGroups { get; init; } = new Dictionary<string, ToolGroupConfig>();

    /// <summary>The resources and resource templates, keyed by name ([A-Za-z0-9_.-], 1 to 64 characters).</summary>
    public IReadOnlyDictionary<string, ResourceConfig> Resources { get; init; } = new Dictionary<string, ResourceConfig>();

    /// <summary>Where upstreams say that resources changed. Default: there is no such endpoint.</summary>
    public ResourceWebhookConfig ResourceWebhook { get; init; } = new();

    /// <summary>
    /// Caller headers that every tool call may carry on to its route. Default none: the MCP door forwards no caller header.
    /// <c>Authorization</c>, <c>Cookie</c>, <c>Host</c>, hop-by-hop and <c>Mcp-*</c> headers are refused here.
    /// </summary>
    public IReadOnlyList<string> ForwardHeaders { get; init; } = [];

    /// <summary>
    /// Whether tools get the optional arguments <c>identity_id</c>, <c>profile_id</c>, <c>region</c> and <c>context</c>, if their routes use them. A tool's
    /// own argument of the same name or meaning stays as it is. Default off.
    /// </summary>
    public bool ContextArguments { get; init; }

    /// <summary>Browser origins that may call the MCP endpoint, as <c>scheme://host[:port]</c>, or <c>*</c>. Loopback origins are always allowed. Default none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// Host names under which the MCP endpoint answers, or <c>*</c> for any. Default: loopback names when the listener is
    /// bound to loopback, any otherwise (DNS-rebinding protection is needed only on loopback).
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>How messages are processed: <c>Direct</c> (default, fast) or <c>Sdk</c> (everything through the MCP SDK's server, for comparison).</summary>
    public McpEngine Engine { get; init; } = McpEngine.Direct;

    /// <summary>Entries on one page of a list, 1 to 10000. Default 1000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; init; } = 1000;

    /// <summary>How long clients may cache lists and discovery (<c>ttlMs</c>, 2026-07-28), 0 to 1 day. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CacheTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Silence after which a comment is sent on an event stream so that intermediaries keep it open, 1 second to 5 minutes. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bounds on what callers may send and what tools may return.</summary>
    public McpLimitsConfig Limits { get; init; } = new();

    /// <summary>Sessions of clients that use <c>initialize</c> (revisions up to 2025-11-25).</summary>
    public SessionsConfig Sessions { get; init; } = new();

    /// <summary>MCP over WebSocket, beside the endpoint at <see cref="Path"/>.</summary>
    public WebSocketConfig WebSocket { get; init; } = new();

    /// <summary>The HTTP+SSE transport of 2024-11-05, beside the endpoint at <see cref="Path"/>.</summary>
    public LegacySseConfig LegacySse { get; init; } = new();

    /// <summary>What upstreams may ask of clients while a call runs.</summary>
    public InputConfig Input { get; init; } = new();

    /// <summary>The sealed state between a question and its answer (2026-07-28).</summary>
    public RequestStateConfig RequestState { get; init; } = new();

    /// <summary>Models that answer for clients which cannot sample.</summary>
    public SamplingConfig Sampling { get; init; } = new();
}
