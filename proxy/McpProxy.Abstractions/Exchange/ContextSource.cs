namespace McpProxy;

/// <summary>Where a value of the context comes from, the strongest first: a weaker source never replaces what a stronger one said.</summary>
public enum ContextSource
{
    /// <summary>The credential allows nothing else: an identity that lives in one region only.</summary>
    Bound,

    /// <summary>The call itself: an argument, or an <c>X-McpProxy-*</c> header.</summary>
    Request,

    /// <summary>The context handle that the call carries.</summary>
    Handle,

    /// <summary>The caller's session; clients of the initialize era only.</summary>
    Session,

    /// <summary>What the request is about: a marketplace that a header of it names.</summary>
    Marketplace,

    /// <summary>An attribute of the identity, or what its token came with.</summary>
    Identity,

    /// <summary>An attribute of the profile.</summary>
    Profile,

    /// <summary>The configuration.</summary>
    Default,

    /// <summary>Nobody: there is no value.</summary>
    None,
}
