using System.ComponentModel.DataAnnotations;
using McpProxy.Configuration;

namespace McpProxy.UnitTests.Configuration;

/// <summary>Options of the transform that these tests use.</summary>
internal sealed record GreetOptions
{
    /// <summary>What to send in the header X-Greeting.</summary>
    [Required]
    public string Text { get; init; } = "";

    /// <summary>How often, 1 to 3.</summary>
    [Range(1, 3)]
    public int Times { get; init; } = 1;

    /// <summary>Sent in the header X-Key when set.</summary>
    public Secret Key { get; init; }
}
