namespace McpProxy.Tools.Resources.Templates;

/// <summary>The operators of URI template expressions (RFC 6570, section 2.2).</summary>
internal enum UriOperator
{
    /// <summary><c>{var}</c>: one value, reserved characters encoded.</summary>
    Simple,

    /// <summary><c>{+var}</c>: reserved characters stay, so the value may hold slashes.</summary>
    Reserved,

    /// <summary><c>{#var}</c></summary>
    Fragment,

    /// <summary><c>{.var}</c></summary>
    Label,

    /// <summary><c>{/var}</c></summary>
    Path,

    /// <summary><c>{;var}</c>: named, in the path.</summary>
    Parameter,

    /// <summary><c>{?var}</c>: named, the query.</summary>
    Query,

    /// <summary><c>{&amp;var}</c>: named, the rest of a query.</summary>
    Continuation,
}
