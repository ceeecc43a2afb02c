using System.Collections.Immutable;
using McpProxy.Prompts;
using McpProxy.Tools;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.Resources;

namespace McpProxy.Configuration.Reloading;

/// <summary>Compares what clients see of two catalogues.</summary>
internal static class CatalogComparison
{
    /// <summary>The lists that differ at any endpoint.</summary>
    public static CatalogLists FindChanges(Catalog one, Catalog two) =>
        Changed(CatalogLists.Tools, AreSame(one, two, HaveSameTools))
        | Changed(CatalogLists.Prompts, AreSame(one, two, HaveSamePrompts))
        | Changed(CatalogLists.Resources, AreSame(one, two, HaveSameResources));

    private static CatalogLists Changed(CatalogLists list, bool isSame) => isSame ? CatalogLists.None : list;

    private static bool AreSame(Catalog one, Catalog two, Func<Toolset, Toolset, bool> areSame) =>
        areSame(one.All, two.All)
        && one.Toolsets.Count == two.Toolsets.Count
        && one.Toolsets.All(t => two.Toolsets.TryGetValue(t.Key, out var other) && areSame(t.Value, other));

    private static bool HaveSameTools(Toolset one, Toolset two) =>
        AreSame(one.Listed, two.Listed) && AreSame(Listable(one), Listable(two)) && HaveSameGroups(one.Disclosure, two.Disclosure);

    /// <summary>What clients can enable is listed for some of them; what they can only search for is in no list.</summary>
    private static ImmutableArray<ToolBinding> Listable(Toolset toolset) => toolset.Disclosure is { Mode: DisclosureMode.Groups } ? toolset.Tools : [];

    private static bool HaveSameGroups(ToolDisclosure? one, ToolDisclosure? two) =>
        one?.Mode != DisclosureMode.Groups || two is null || (one.Groups.Length == two.Groups.Length && one.Groups.Zip(two.Groups).All(pair => pair.First.Name == pair.Second.Name && pair.First.Tools.SequenceEqual(pair.Second.Tools)));

    private static bool AreSame(ImmutableArray<ToolBinding> one, ImmutableArray<ToolBinding> two) =>
        one.Length == two.Length && one.Zip(two).All(pair => AreSame(pair.First.Definition, pair.Second.Definition));

    private static bool HaveSamePrompts(Toolset one, Toolset two) =>
        one.Prompts.Length == two.Prompts.Length && one.Prompts.Zip(two.Prompts).All(pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(PromptBinding one, PromptBinding two) =>
        one.Name == two.Name
        && one.Title == two.Title
        && one.Description == two.Description
        && one.Arguments.Length == two.Arguments.Length
        && one.Arguments.Zip(two.Arguments).All(pair => pair.First.LooksLike(pair.Second))
        && AreSame(one.Icons, two.Icons);

    private static bool AreSame(ToolDefinition one, ToolDefinition two) =>
        one.Name == two.Name
        && one.Title == two.Title
        && one.Description == two.Description
        && one.Hints == two.Hints
        && HaveSameInput(one, two)
        && one.OutputSchema.Span.SequenceEqual(two.OutputSchema.Span)
        && AreSame(one.Icons, two.Icons);

    /// <summary>What has not been made yet need not be made to be compared with itself.</summary>
    private static bool HaveSameInput(ToolDefinition one, ToolDefinition two) =>
        (one.Slimmed is { } slimmed && ReferenceEquals(slimmed, two.Slimmed)) || one.InputSchema.Span.SequenceEqual(two.InputSchema.Span);

    private static bool HaveSameResources(Toolset one, Toolset two) =>
        AreSame(one.Resources.Resources, two.Resources.Resources) && AreSame(one.Resources.Templates, two.Resources.Templates);

    private static bool AreSame(ImmutableArray<ResourceBinding> one, ImmutableArray<ResourceBinding> two) =>
        one.Length == two.Length && one.Zip(two).All(pair => AreSame(pair.First.Definition, pair.Second.Definition));

    private static bool AreSame(ResourceDefinition one, ResourceDefinition two) =>
        one.Name == two.Name
        && one.Uri == two.Uri
        && one.Title == two.Title
        && one.Description == two.Description
        && one.MimeType == two.MimeType
        && one.Size == two.Size
        && AreSame(one.Annotations, two.Annotations)
        && AreSame(one.Icons, two.Icons);

    private static bool AreSame(ResourceAnnotationsConfig? one, ResourceAnnotationsConfig? two) =>
        one?.Priority == two?.Priority && one?.LastModified == two?.LastModified && (one?.Audience ?? []).SequenceEqual(two?.Audience ?? []);

    private static bool AreSame(ImmutableArray<IconConfig> one, ImmutableArray<IconConfig> two) =>
        one.Length == two.Length
        && one.Zip(two).All(pair => pair.First.Src == pair.Second.Src && pair.First.MimeType == pair.Second.MimeType
            && pair.First.Theme == pair.Second.Theme && pair.First.Sizes.SequenceEqual(pair.Second.Sizes));
}
