namespace McpProxy.Configuration;

/// <summary>
/// What callers may do once they are known. Routes name a policy with YARP's <c>AuthorizationPolicy</c>, tools and toolsets with
/// <c>Authorization</c>. Needs <c>McpProxy:Authentication</c>.
/// </summary>
public sealed record AuthorizationConfig
{
    /// <summary>The policy of whatever names none; <c>anonymous</c> demands nothing. Default: any caller who is known.</summary>
    public string? Default { get; init; }

    /// <summary>The policies by name. Default none.</summary>
    public IReadOnlyDictionary<string, PolicyConfig> Policies { get; init; } = new Dictionary<string, PolicyConfig>();
}
