namespace McpProxy;

/// <summary>One of the values that say on whose behalf, and where, an upstream is called.</summary>
public enum ContextValue
{
    /// <summary>The partner identity: whose account.</summary>
    Identity,

    /// <summary>The profile: which scope of the account.</summary>
    Profile,

    /// <summary>The region: which of the upstream's addresses.</summary>
    Region,
}
