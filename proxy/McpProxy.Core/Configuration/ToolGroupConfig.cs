namespace McpProxy.Configuration;

/// <summary>Tools that belong together, so that clients can enable or search them as one. Tools can also name their group themselves (<see cref="ToolConfig.Group"/>).</summary>
public sealed record ToolGroupConfig
{
    /// <summary>What its tools are for, in one sentence for the model. Default none.</summary>
    public string? Description { get; init; }

    /// <summary>Name patterns of the tools in it; <c>*</c> stands for any characters. Default none but those that name it.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Name patterns of tools left out again. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
