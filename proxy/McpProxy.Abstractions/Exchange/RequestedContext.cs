namespace McpProxy;

/// <summary>What a call itself says of the context it is to run in. Nothing of it has been checked.</summary>
public sealed class RequestedContext
{
    /// <summary>The identity; null when the call does not say.</summary>
    public string? Identity { get; set; }

    /// <summary>The profile; null when the call does not say.</summary>
    public string? Profile { get; set; }

    /// <summary>The region; null when the call does not say.</summary>
    public string? Region { get; set; }

    /// <summary>The handle of a context that was set before; null when the call carries none.</summary>
    public string? Handle { get; set; }
}
