namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>Where the files of callers are on the HTTP door.</summary>
internal static class DownloadUrls
{
    public const string Base = "/downloads";

    /// <summary>Comes between <see cref="Base"/> and the id of a profile.</summary>
    public const string Profiles = "p";

    /// <summary>The path of a file. All names are such that none needs escapes.</summary>
    public static string PathOf(string profile, string path) => $"{Base}/{Profiles}/{profile}/{path}";
}
