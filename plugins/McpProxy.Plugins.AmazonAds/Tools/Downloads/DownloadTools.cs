using System.Text.Json.Nodes;
using McpProxy.Plugins.AmazonAds.Downloads;
using McpProxy.Plugins.AmazonAds.Downloads.Endpoints;
using McpProxy.Plugins.AmazonAds.Downloads.Naming;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Downloads;

/// <summary>The tools that fetch files of exports, and list, read and give out what was fetched. Each sees the files of its caller and of the profile in force.</summary>
/// <param name="section">The section.</param>
/// <param name="timeout">Time that fetching one file may take.</param>
internal sealed class DownloadTools(AdsSection section, TimeSpan timeout)
{
    private const int MostPerPage = 100;

    private static readonly ToolParameter _path = new("file_path", "string!", "The file_path of the file, from download_export or list_downloads.") { MaxLength = 400 };

    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Change("download_export", "Fetch the file of a completed export and keep it, so that it can be read in pieces with read_download. A .gz file is unpacked beside it.", FetchAsync,
            new ToolParameter("export_id", "string!", "The exportId.") { MaxLength = ExportId.LongestText },
            new ToolParameter("export_url", "string!", "The url of the export, as the status of the COMPLETED export has it.") { MaxLength = 8192 }) with { IsIdempotent = false, Timeout = timeout },
        tools.Read("list_downloads", "List the files that download_export has fetched for the active profile.", ListAsync,
            new ToolParameter("resource_type", "string", $"Only files of this kind: {string.Join(", ", ExportId.Types)}. Default all."),
            new ToolParameter("offset", "integer", "How many files to skip: next_offset of the page before. Default 0.") { Minimum = 0 }),
        tools.Read("read_download", "Read a piece of a fetched file.", new DownloadReader(this).ReadAsync,
            _path,
            new ToolParameter("offset", "integer", "The first byte: next_offset of the piece before. Default 0.") { Minimum = 0 },
            new ToolParameter("length", "integer", $"Most bytes to read, up to {DownloadReader.MostBytes}. Default {DownloadReader.UsualBytes}.") { Minimum = 1 },
            new ToolParameter("encoding", "string", "How the content is returned: utf-8 for text, base64 for anything. Default utf-8.") { AllowedValues = [DownloadReader.Text, DownloadReader.Base64] }),
        tools.Read("get_download_url", "Tell the URL under which a person or program can fetch a file over HTTP.", GetUrlAsync, _path),
    ];

    /// <summary>The room of downloads, and the shelf of the caller and profile of a call.</summary>
    /// <exception cref="UseFailure">There is none.</exception>
    public async ValueTask<(DownloadRoom Room, FileOwner Owner, FileShelf Shelf)> OpenAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var room = section.Services.Downloads.Current ?? throw new UseFailure("DOWNLOADS_NOT_CONFIGURED", "There are no downloads any more.", "The operator can add McpProxy:Downloads.");
        // The route itself is asked: it proves partners' tokens, and knows the profile that comes with a token.
        var exchange = await section.ResolveAsync(call, context: null, cancellationToken);
        var profile = exchange.Profile ?? throw new UseFailure("NO_ACTIVE_PROFILE", "No profile is active, and files are kept by profile.", "Choose one with set_active_profile.");
        if (!FilePath.IsProfile(profile))
        {
            throw new UseFailure("INVALID_PROFILE_ID", "A profile id is a number of up to 20 digits.", "Find the id with search_profiles.");
        }

        var owner = FileOwner.Of(call.Exchange.Caller);
        return (room, owner, room.ShelfOf(owner, profile));
    }

    /// <summary>Finds a file of a call.</summary>
    /// <exception cref="UseFailure">It is not there, or the path leads somewhere else.</exception>
    public static StoredFile Find(FileShelf shelf, PluginToolCall call)
    {
        try
        {
            return shelf.Find(call.GetText("file_path")!) // required by the schema
                ?? throw new UseFailure("FILE_NOT_FOUND", "There is no such file for the active profile.", "Find it with list_downloads.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UseFailure("PATH_NOT_ALLOWED", "The path leads out of the folder.", "Use the file_path of list_downloads.") { Kind = ProxyErrorKind.Forbidden };
        }
    }

    private async ValueTask<JsonObject> FetchAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (room, _, shelf) = await OpenAsync(call, cancellationToken);
        var id = ExportId.Parse(call.GetText("export_id")!); // required by the schema, as is the URL
        var fetched = await section.Services.Downloads.FetchAsync(room, shelf, id, call.GetText("export_url")!, call.WantsProgress ? Report : null, cancellationToken);
        return new JsonObject
        {
            ["success"] = true,
            ["file_path"] = fetched.Path,
            ["file_name"] = Path.GetFileName(fetched.Path),
            ["resource_type"] = $"exports/{id.Type}",
            ["export_type"] = id.Type,
            ["profile_id"] = shelf.Profile,
            ["size"] = fetched.Sidecar.Size,
            ["content_type"] = fetched.Sidecar.ContentType,
            ["sha256"] = fetched.Sidecar.Sha256,
            ["unpacked_file_path"] = fetched.UnpackedPath,
            ["unpacked_size"] = fetched.UnpackedSize,
            ["expires_at"] = FileReport.Text(fetched.Sidecar.DownloadedAt.UtcDateTime + room.Options.MaxAge),
            ["message"] = fetched.Note ?? $"Read it with read_download: {fetched.UnpackedPath ?? fetched.Path}.",
        };

        ValueTask Report(long bytes, long? total) => call.ReportProgressAsync(bytes, total, "Fetching the file", cancellationToken);
    }

    private async ValueTask<JsonObject> ListAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (_, _, shelf) = await OpenAsync(call, cancellationToken);
        var files = shelf.List().Where(OfType(call.GetText("resource_type"))).ToList();
        var items = files.Skip(call.GetInteger("offset") ?? 0).Take(MostPerPage).ToList();
        var next = (call.GetInteger("offset") ?? 0) + items.Count;
        return new JsonObject
        {
            ["success"] = true,
            ["profile_id"] = shelf.Profile,
            ["items"] = new JsonArray([.. items.Select(f => (JsonNode)FileReport.Of(f, shelf.Profile))]),
            ["total_count"] = files.Count,
            ["returned_count"] = items.Count,
            ["has_more"] = next < files.Count,
            ["next_offset"] = next < files.Count ? next : null,
        };
    }

    private static Func<StoredFile, bool> OfType(string? type)
    {
        var name = type?.Trim().Trim('/');
        if (string.IsNullOrEmpty(name) || name == "exports")
        {
            return _ => true;
        }

        name = name.StartsWith("exports/", StringComparison.OrdinalIgnoreCase) ? name["exports/".Length..] : name;
        return ExportId.Types.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? f => f.ResourceType.Equals($"exports/{name}", StringComparison.OrdinalIgnoreCase)
            : throw new UseFailure("INVALID_RESOURCE_TYPE", "There is no such kind of file.", $"Kinds are: {string.Join(", ", ExportId.Types)}.");
    }

    private async ValueTask<JsonObject> GetUrlAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (room, owner, shelf) = await OpenAsync(call, cancellationToken);
        var file = Find(shelf, call);
        var origin = room.Origin ?? throw new UseFailure("NO_PUBLIC_ORIGIN", "Nothing says under which address callers reach the proxy.", "The operator can set PublicOrigin in McpProxy:Downloads or McpProxy:Authentication.");
        var url = origin.GetLeftPart(UriPartial.Authority) + DownloadUrls.PathOf(shelf.Profile, file.Path);
        var end = room.Options.SignedUrlLifetime is { } lifetime ? section.Services.Time.GetUtcNow() + lifetime : (DateTimeOffset?)null;
        if (end is { } time)
        {
            url += $"?{DownloadTicket.Parameter}={section.Services.Tickets.Make(owner, shelf.Profile, file.Path, time)}";
        }

        var needsCredential = end is null && room.AsksCallers;
        return new JsonObject
        {
            ["success"] = true,
            ["url"] = url,
            ["file_path"] = file.Path,
            ["size"] = file.Size,
            ["content_type"] = file.ContentType,
            ["authorization"] = needsCredential ? "required" : "none",
            ["expires_at"] = FileReport.Text(end is { } until && until.UtcDateTime < file.ExpiresAt ? until.UtcDateTime : file.ExpiresAt),
            ["message"] = needsCredential ? "Send the credential of this connection with the request, e.g. Authorization: Bearer." : end is null ? null : "Whoever has the URL can fetch the file until it expires.",
        };
    }
}
