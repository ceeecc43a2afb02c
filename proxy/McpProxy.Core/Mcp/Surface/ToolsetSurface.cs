using McpProxy.Authentication.Policies;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;
using McpProxy.Tools.Disclosure;

namespace McpProxy.Mcp.Surface;

/// <summary>One MCP endpoint of one configuration: its tools, and the answers about them as UTF-8 JSON.</summary>
internal sealed class ToolsetSurface
{
    private readonly McpSurface _surface;
    private readonly ListPages?[] _toolPages = new ListPages?[ProtocolRevision.All.Count];
    private readonly ListPages?[] _promptPages = new ListPages?[ProtocolRevision.All.Count];
    private readonly ListPages?[] _resourcePages = new ListPages?[ProtocolRevision.All.Count];
    private readonly ListPages?[] _resourceTemplatePages = new ListPages?[ProtocolRevision.All.Count];
    private readonly FilteredSurfaces _filtered;
    private readonly EnabledLists _enabled;
    private byte[]? _discovery;

    /// <param name="surface">The configuration it is of.</param>
    /// <param name="toolset">What is seen here.</param>
    /// <param name="whole">What there is beside for other callers; null when this is all.</param>
    public ToolsetSurface(McpSurface surface, Toolset toolset, Toolset? whole = null)
    {
        _surface = surface;
        _filtered = new FilteredSurfaces(this);
        _enabled = new EnabledLists(this);
        Toolset = toolset;
        Whole = whole ?? toolset;
        Lists = CatalogLists.Tools
            | (toolset.Prompts.Length > 0 ? CatalogLists.Prompts : CatalogLists.None)
            | (toolset.Resources.IsEmpty ? CatalogLists.None : CatalogLists.Resources);
        HasCompletions = toolset.Prompts.Any(p => p.Arguments.Any(a => a.Completion is not null)) || toolset.Resources.Templates.Any(t => t.Completions.Count > 0);
    }

    /// <summary>What the caller can see and use.</summary>
    public Toolset Toolset { get; }

    /// <summary>The same with what is hidden from the caller.</summary>
    public Toolset Whole { get; }

    public McpSurface Surface => _surface;

    /// <summary>The lists that are served here, and whose changes are told.</summary>
    public CatalogLists Lists { get; }

    /// <summary>Whether anything here is proposed while somebody types.</summary>
    public bool HasCompletions { get; }

    public string? Instructions => Toolset.Instructions ?? _surface.Config.Instructions;

    /// <summary>What of it a caller can see.</summary>
    /// <param name="grants">What the caller may do; null when nobody is asked.</param>
    public ToolsetSurface For(Grants? grants) => grants is null ? this : _filtered.For(grants);

    /// <summary>The result of <c>server/discover</c>.</summary>
    public ReadOnlyMemory<byte> Discovery => _discovery ??= DiscoveryWriter.Write(this);

    /// <summary>Whether what is listed depends on what a client has enabled.</summary>
    public bool HasGroups => Toolset.Disclosure is { Mode: DisclosureMode.Groups };

    /// <summary>The result of <c>tools/list</c> for a cursor; null when the cursor is not one of ours.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="cursor">The cursor.</param>
    /// <param name="enabled">What the client has enabled, where that matters.</param>
    public ReadOnlyMemory<byte>? ToolPage(ProtocolRevision revision, JsonSlice cursor, EnabledTools? enabled = null)
    {
        if (enabled is { IsEmpty: false })
        {
            return _enabled.For(enabled, revision).Find(cursor);
        }

        // Two threads may both build it; either result serves.
        var pages = _toolPages[revision.Index] ??= new ListPages(_surface, new ToolListSource(Toolset.Listed), revision, HasGroups ? TimeSpan.Zero : null);
        return pages.Find(cursor);
    }

    /// <summary>The result of <c>prompts/list</c> for a cursor; null when the cursor is not one of ours.</summary>
    public ReadOnlyMemory<byte>? PromptPage(ProtocolRevision revision, JsonSlice cursor)
    {
        var pages = _promptPages[revision.Index] ??= new ListPages(_surface, new PromptListSource(Toolset), revision);
        return pages.Find(cursor);
    }

    /// <summary>The result of <c>resources/list</c> for a cursor; null when the cursor is not one of ours.</summary>
    public ReadOnlyMemory<byte>? ResourcePage(ProtocolRevision revision, JsonSlice cursor) =>
        (_resourcePages[revision.Index] ??= new ListPages(_surface, ResourceListSource.Resources(Toolset.Resources), revision)).Find(cursor);

    /// <summary>The result of <c>resources/templates/list</c> for a cursor; null when the cursor is not one of ours.</summary>
    public ReadOnlyMemory<byte>? ResourceTemplatePage(ProtocolRevision revision, JsonSlice cursor) =>
        (_resourceTemplatePages[revision.Index] ??= new ListPages(_surface, ResourceListSource.Templates(Toolset.Resources), revision)).Find(cursor);

    /// <summary>The result of <c>initialize</c>. It is asked for once per session, so it is not kept.</summary>
    /// <param name="revision">The revision agreed on.</param>
    /// <param name="canNotify">Whether there will be a session through which the client can be notified.</param>
    public ReadOnlyMemory<byte> Initialization(ProtocolRevision revision, bool canNotify) => InitializationWriter.Write(this, revision, canNotify);

    /// <summary>Finds a tool by the name in a message.</summary>
    public ToolBinding? Find(JsonSlice name) => Find(Toolset, name);

    /// <summary>Finds a tool that the caller cannot see.</summary>
    public ToolBinding? FindHidden(JsonSlice name) => ReferenceEquals(Toolset, Whole) || Find(name) is not null ? null : Find(Whole, name);

    /// <summary>Finds a tool that the caller can see by its name.</summary>
    public ToolBinding? Find(ReadOnlySpan<char> name) => Toolset.Find(name);

    private static ToolBinding? Find(Toolset toolset, JsonSlice name)
    {
        const int longestName = 128;
        if (!name.IsString)
        {
            return null;
        }

        Span<char> text = stackalloc char[longestName];
        var length = name.CopyTo(text);
        return length >= 0 ? toolset.Find(text[..length]) : toolset.Find(name.GetString());
    }
}
