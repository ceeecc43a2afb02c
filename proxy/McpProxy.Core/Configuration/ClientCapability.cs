namespace McpProxy.Configuration;

/// <summary>Something that a client may be able to do for a server.</summary>
public enum ClientCapability
{
    /// <summary>Tell which folders it works in.</summary>
    Roots,

    /// <summary>Ask a model.</summary>
    Sampling,

    /// <summary>Ask the user with a form.</summary>
    Elicitation,
}
