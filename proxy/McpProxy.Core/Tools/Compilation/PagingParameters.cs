using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;

namespace McpProxy.Tools.Compilation;

/// <summary>The two parameters that tools get whose lists the proxy makes pages of.</summary>
internal sealed class PagingParameters(ToolConfig tool, string path, ConfigErrors errors)
{
    /// <summary>The parameters to add; none when the proxy makes no pages, or a name is taken.</summary>
    /// <param name="own">The pages that the proxy makes for the tool; null for none.</param>
    /// <param name="ofRoute">How the route's lists are read on; null for not at all.</param>
    public IReadOnlyDictionary<string, ParameterConfig> Find(PagingRules? own, PagingRules? ofRoute)
    {
        var rules = own ?? (ofRoute is { ByProxy: true } ? ofRoute : null);
        if (rules is not { Offset: { } offset, Limit: { } limit })
        {
            return new Dictionary<string, ParameterConfig>();
        }

        if (own is not null && ofRoute is { ByProxy: true })
        {
            errors.Add(ToolErrorCodes.PagesTwice, $"{path}:Response:Continuation", "The tool's route makes pages of the same answers already.", "Leave it to one of them.");
        }

        foreach (var name in new[] { offset, limit })
        {
            if (IsTaken(name))
            {
                errors.Add(ToolErrorCodes.PagingArgumentTaken, path, $"The tool has a parameter '{name}' already, which would ask the proxy for a page.",
                    "Name the arguments of Paging differently; if the upstream makes pages by it, say \"By\": \"Upstream\".");
            }
        }

        return new Dictionary<string, ParameterConfig>(StringComparer.Ordinal)
        {
            [offset] = new() { In = ParameterLocation.Query, Type = "integer", Minimum = 0, Description = "Reads the list on from this element, counted from 0." },
            [limit] = new() { In = ParameterLocation.Query, Type = "integer", Minimum = 1, Description = "Most elements of the list that come at a time." },
        };
    }

    private bool IsTaken(string name) =>
        tool.Parameters?.Any(p => p.Key == name || (p.Value.As == name && p.Value.In is null or ParameterLocation.Query)) == true
        || (tool.InputSchema is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out _))
        || (tool.Request.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question && tool.Request[(question + 1)..].Split('&').Any(p => p.Split('=')[0] == name));
}
