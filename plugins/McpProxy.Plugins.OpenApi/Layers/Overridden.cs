using System.Text.Json;
using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Layers;

/// <summary>Takes the input rules out of a tool that mean nothing beside what the operator says of it: a fixed argument has no other names and no default.</summary>
internal static class Overridden
{
    /// <param name="draft">The tool.</param>
    /// <param name="layer">What lies over it; null for nothing.</param>
    public static ToolDraft Strip(ToolDraft draft, JsonElement? layer)
    {
        if (layer is not { } json || JsonMerge.Find(json, "Parameters") is not { } parameters)
        {
            return draft;
        }

        var gone = draft.Arguments.Where(a => JsonMerge.Find(parameters, a.Name) is { ValueKind: JsonValueKind.Null }).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        return draft with
        {
            Arguments = [.. draft.Arguments.Select(a => JsonMerge.Find(parameters, a.Name) is { ValueKind: JsonValueKind.Object } own ? Strip(a, own) : a)],
            RequireAnyOf = [.. draft.RequireAnyOf.Select(g => g.Where(n => !gone.Contains(n)).ToList()).Where(g => g.Count > 0)],
        };
    }

    private static Argument Strip(Argument argument, JsonElement own)
    {
        bool Has(string key) => JsonMerge.Find(own, key) is { ValueKind: not JsonValueKind.Null };
        var isFixed = Has("Const");
        var hasRules = !isFixed && !Has("McpHeader");
        return argument with
        {
            Aliases = hasRules ? argument.Aliases : [],
            Coerce = hasRules ? argument.Coerce : [],
            Default = isFixed || Has("DefaultTime") ? null : argument.Default,
            DefaultTime = isFixed || Has("Default") ? null : argument.DefaultTime,
        };
    }
}
