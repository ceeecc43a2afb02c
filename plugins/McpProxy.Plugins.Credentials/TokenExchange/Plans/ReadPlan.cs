using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>A value of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pointers">Where it may stand.</param>
internal sealed record ReadPlan(string Name, IReadOnlyList<JsonPointer> Pointers)
{
    public TemplateValue? Find(JsonElement answer)
    {
        foreach (var pointer in Pointers)
        {
            if (TemplateValue.Of(pointer.Follow(answer)) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
