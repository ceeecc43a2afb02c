using System.Text.Json;
using McpProxy.IntegrationTests.AmazonAds;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;

namespace McpProxy.IntegrationTests.Downloads;

/// <summary>A proxy with downloads in a folder of its own, in front of the simulator, which is the file host as well.</summary>
internal sealed class DownloadDoor : IAsyncDisposable
{
    public const string Profile = AdsDoor.UsProfile;

    /// <summary>Another profile of the same identity.</summary>
    public const string OtherProfile = "1043817530956286";

    /// <summary>The id of an export of campaigns that the simulator has from the start.</summary>
    public const string CampaignsId = "OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM";

    private readonly AdsDoor _ads;

    private DownloadDoor(AdsDoor ads, DirectoryInfo folder)
    {
        _ads = ads;
        Folder = folder;
    }

    public AdsDoor Ads => _ads;

    public DirectoryInfo Folder { get; }

    public HttpClient Http => _ads.Proxy.Http;

    /// <summary>The user of the next calls and requests.</summary>
    public string? User
    {
        get => _ads.User;
        set => _ads.User = value;
    }

    /// <summary>Files that are there, with sidecars and unfinished ones.</summary>
    public IReadOnlyList<FileInfo> Files => Directory.Exists(Folder.FullName) ? [.. Folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })] : [];

    /// <param name="options">Further members of <c>McpProxy:Downloads</c>.</param>
    /// <param name="network">The network that may be reached although it is not public.</param>
    /// <param name="configure">More of the proxy.</param>
    public static async Task<DownloadDoor> StartAsync(string options = "", string network = "127.0.0.1/32", Action<WebApplicationBuilder>? configure = null)
    {
        var folder = new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"mcpproxy-downloads-{Guid.NewGuid():N}"));
        var ads = await AdsDoor.StartAsync(more: simulator => $$"""
            "Downloads": {
              "Directory": "{{folder.FullName}}", "AllowHttp": true, "AllowedNetworks": [ "{{network}}" ],
              "AllowedHosts": [ "127.0.0.1", "localhost" ], "AllowedPorts": [ {{simulator.BaseAddress.Port}} ], "PublicOrigin": "https://ads.example.com" {{(options.Length > 0 ? "," : "")}} {{options}}
            }
            """, configure: configure);
        return new DownloadDoor(ads, folder) { User = "alice" };
    }

    /// <summary>The address of a file at the file host.</summary>
    public string Url(string pathAndQuery) => new Uri(_ads.Simulator.BaseAddress, pathAndQuery).AbsoluteUri;

    /// <summary>Calls a tool in a profile; returns its structured content.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments = "{}", string profile = Profile) =>
        (await ResultAsync(tool, arguments, profile)).GetProperty("structuredContent");

    public Task<JsonElement> ResultAsync(string tool, string arguments = "{}", string profile = Profile) => _ads.Proxy.CallAsync(tool, arguments, request =>
    {
        request.With("X-User", User).With("X-McpProxy-Profile", profile);
    });

    /// <summary>Lets the proxy fetch a file.</summary>
    public Task<JsonElement> FetchAsync(string url, string id = CampaignsId, string profile = Profile) =>
        CallAsync("download_export", JsonSerializer.Serialize(new Dictionary<string, string> { ["export_id"] = id, ["export_url"] = url }), profile);

    /// <summary>Lets the proxy fetch a file, and returns its path.</summary>
    public async Task<string> FetchPathAsync(string pathAndQuery, string profile = Profile)
    {
        var fetched = await FetchAsync(Url(pathAndQuery), profile: profile);
        return fetched.TryGetProperty("file_path", out var path) ? path.GetString()! : throw new InvalidOperationException(fetched.ToString());
    }

    /// <summary>Sends a request of the HTTP door as the user.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? configure = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path).With("X-User", User);
        configure?.Invoke(request);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _ads.DisposeAsync();
        if (Directory.Exists(Folder.FullName))
        {
            Folder.Delete(recursive: true);
        }
    }
}
