namespace McpProxy.Configuration;

/// <summary>A member that is added to objects of an answer that lack it.</summary>
public sealed record AddedMemberConfig
{
    /// <summary>The name of a member of the same object that has to be there. Default: none has to.</summary>
    public string? Beside { get; init; }

    /// <summary>The member's value, a string. Default empty.</summary>
    public string Value { get; init; } = "";
}
