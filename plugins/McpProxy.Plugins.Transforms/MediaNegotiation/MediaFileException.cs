namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>A file of media types cannot be used.</summary>
/// <param name="message">Why, as a sentence.</param>
internal sealed class MediaFileException(string message) : Exception(message);
