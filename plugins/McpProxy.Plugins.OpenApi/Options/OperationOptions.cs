using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Options;

/// <summary>What is to be different for one operation. Keys of a tool can also be overridden in <c>Mcp:Tools</c>, by the tool's name.</summary>
public sealed record OperationOptions
{
    /// <summary>Name of the tool and of its route, without the prefix. Default: from the <c>operationId</c>.</summary>
    [RegularExpression("^[A-Za-z0-9_.-]{1,64}$", ErrorMessage = "A name has up to 64 letters, digits, '_', '.' and '-'.")]
    public string? Name { get; init; }

    /// <summary>Whether it is imported, whatever <c>Select</c> says. Default: by <c>Select</c>.</summary>
    public bool? Import { get; init; }

    /// <summary>Any keys of <c>Mcp:Tools:{name}</c>; they lie over what the document says. Default nothing.</summary>
    public JsonElement? Tool { get; init; }
}
