namespace McpProxy.Shaping;

/// <summary>Content blocks that carry bytes.</summary>
internal enum MediaBlock
{
    Image,
    Audio,
    Resource,
}
