using System.ComponentModel.DataAnnotations;

namespace CustomPlugin;

/// <summary>Tools over the orders of a partner. Section <c>McpProxy:OrderTools</c>.</summary>
public sealed record OrderToolsOptions
{
    /// <summary>The route that leads to the partner's orders. Required.</summary>
    [Required]
    public string Route { get; init; } = "";
}
