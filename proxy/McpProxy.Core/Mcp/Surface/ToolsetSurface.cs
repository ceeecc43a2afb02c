using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;

namespace McpProxy.Mcp.Surface;

/// <summary>One MCP endpoint of one configuration: its tools, and the answers about them as UTF-8 JSON.</summary>
internal sealed class ToolsetSurface
{
    private readonly McpSurface _surface;
    private readonly ListPages?[] _toolPages = new ListPages?[ProtocolRevision.All.Count];
    private readonly ListPages?[] _promptPages = new ListPages?[ProtocolRevision.All.Count];
    private readonly ListPages?[] _resourcePages = new ListPages?[ProtocolRevision.All.Count];
    private readonly ListPages?[] _resourceTemplatePages = new ListPages?[ProtocolRevision.All.Count];
    private byte[]? _discovery;

    public ToolsetSurface(McpSurface surface, Toolset toolset)
    {
        _surface = surface;
        Toolset = toolset;
        Lists = CatalogLists.Tools
            | (toolset.Prompts.Length > 0 ? CatalogLists.Prompts : CatalogLists.None)
            | (toolset.Resources.IsEmpty ? CatalogLists.None : CatalogLists.Resources);
        HasCompletions = toolset.Prompts.Any(p => p.Arguments.Any(a => a.Completion is not null)) || toolset.Resources.Templates.Any(t => t.Completions.Count > 0);
    }

    public Toolset Toolset { get; }

    public McpSurface Surface => _surface;

    /// <summary>The lists that are served here, and whose changes are told.</summary>
    public CatalogLists Lists { get; }

    /// <summary>Whether anything here is proposed while somebody types.</summary>
    public bool HasCompletions { get; }

    public string? Instructions => Toolset.Instructions ?? _surface.Config.Instructions;

    /// <summary>The result of <c>server/discover</c>.</summary>
    public ReadOnlyMemory<byte> Discovery => _discovery ??= DiscoveryWriter.Write(this);

    /// <summary>The result of <c>tools/list</c> for a cursor; null when the cursor is not one of ours.</summary>
    public ReadOnlyMemory<byte>? ToolPage(ProtocolRevision revision, JsonSlice cursor)
    {
        // Two threads may both build it; either result serves.
        var pages = _toolPages[revision.Index] ??= new ListPages(_surface, new ToolListSource(Toolset), revision);
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
    public ToolBinding? Find(JsonSlice name)
    {
        const int longestName = 128;
        if (!name.IsString)
        {
            return null;
        }

        Span<char> text = stackalloc char[longestName];
        var length = name.CopyTo(text);
        return length >= 0 ? Toolset.Find(text[..length]) : Toolset.Find(name.GetString());
    }
}
