using System.ComponentModel.DataAnnotations;

namespace McpProxy.UnitTests.Transforms;

public sealed record ShoutOptions
{
    public string Word { get; init; } = "";

    [Range(1, 10)]
    public int Times { get; init; } = 1;
}
