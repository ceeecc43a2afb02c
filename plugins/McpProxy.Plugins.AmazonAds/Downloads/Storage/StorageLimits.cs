namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>How much may be kept.</summary>
/// <param name="MaxProfileBytes">Bytes of one caller and profile.</param>
/// <param name="MaxCallerBytes">Bytes of one caller.</param>
/// <param name="MaxTotalBytes">Bytes of all.</param>
/// <param name="MaxFiles">Files of one caller and profile.</param>
internal readonly record struct StorageLimits(long MaxProfileBytes, long MaxCallerBytes, long MaxTotalBytes, int MaxFiles);
