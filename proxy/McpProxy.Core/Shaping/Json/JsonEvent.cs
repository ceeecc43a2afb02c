namespace McpProxy.Shaping.Json;

/// <summary>What <see cref="JsonGrammar.Next"/> met.</summary>
internal enum JsonEvent
{
    /// <summary>All bytes are consumed; a token may have begun.</summary>
    Starved,

    /// <summary>A value begins at the next byte, which is not consumed.</summary>
    Value,

    /// <summary>An array or object was opened.</summary>
    Opened,

    /// <summary>An array or object was closed.</summary>
    Closed,

    /// <summary>The name of a member has ended.</summary>
    Name,

    /// <summary>A string, number or literal has ended. The byte that ends a number is not consumed.</summary>
    Scalar,

    /// <summary>The next byte cannot stand where it does.</summary>
    Malformed,
}
