namespace McpProxy.Tools.Binding;

/// <summary>What an argument says of the context of its call.</summary>
internal enum ContextPart
{
    /// <summary>The identity.</summary>
    Identity,

    /// <summary>The profile.</summary>
    Profile,

    /// <summary>The region.</summary>
    Region,

    /// <summary>The handle of a context chosen before.</summary>
    Handle,
}
