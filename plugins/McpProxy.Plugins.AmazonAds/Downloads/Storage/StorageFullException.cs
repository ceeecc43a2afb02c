namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>There is no room for a file.</summary>
/// <param name="message">Which limit is reached, for the caller.</param>
/// <param name="cause">What happened inside; default nothing.</param>
internal sealed class StorageFullException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The file system takes no more.</summary>
    public static StorageFullException Of(Exception cause) => new("The proxy cannot write the file: its disk may be full.", cause);
}
