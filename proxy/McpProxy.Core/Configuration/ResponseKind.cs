namespace McpProxy.Configuration;

/// <summary>The kind of content block an answer becomes.</summary>
public enum ResponseKind
{
    /// <summary>By media type: JSON and text as text, images and audio as such, other binary as an embedded resource or a link.</summary>
    Auto,

    /// <summary>A text block, without structured content.</summary>
    Text,

    /// <summary>An embedded resource.</summary>
    Resource,

    /// <summary>A link to a resource; the body is not read.</summary>
    Link,
}
