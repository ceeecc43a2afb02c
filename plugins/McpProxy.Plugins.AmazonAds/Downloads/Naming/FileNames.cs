using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;

namespace McpProxy.Plugins.AmazonAds.Downloads.Naming;

/// <summary>
/// Finds the name of a file: what the server says, else the end of the URL, else one of time and id. Whatever they say, a name has only
/// ASCII letters, digits, dots, hyphens and underscores, begins with none of the dots, and means the same on every system.
/// </summary>
internal static class FileNames
{
    /// <summary>What follows the name of a file in that of its sidecar.</summary>
    public const string SidecarSuffix = ".meta.json";

    private const int LongestName = 120;

    private static readonly FrozenSet<string> _reserved = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        ["CON", "PRN", "AUX", "NUL", "CLOCK$", .. Enumerable.Range(0, 10).SelectMany(i => (string[])[$"COM{i}", $"LPT{i}"])]);

    private static readonly FrozenDictionary<string, string> _extensions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["application/json"] = ".json",
        ["application/x-ndjson"] = ".ndjson",
        ["text/csv"] = ".csv",
        ["application/xml"] = ".xml",
        ["text/xml"] = ".xml",
        ["text/plain"] = ".txt",
        ["application/gzip"] = ".json.gz",
        ["application/x-gzip"] = ".json.gz",
        ["application/vnd.apache.parquet"] = ".parquet",
        ["application/x-parquet"] = ".parquet",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> _contentTypes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "application/json",
        [".ndjson"] = "application/x-ndjson",
        [".csv"] = "text/csv; charset=utf-8",
        [".tsv"] = "text/tab-separated-values; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".xml"] = "application/xml",
        [".gz"] = "application/gzip",
        [".zip"] = "application/zip",
        [".parquet"] = "application/vnd.apache.parquet",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name for an answer.</summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="url">Where it comes from.</param>
    /// <param name="id">The export.</param>
    /// <param name="now">The time of a name that is made up.</param>
    public static string Choose(HttpContentHeaders headers, Uri url, ExportId id, DateTimeOffset now)
    {
        var said = headers.ContentDisposition is { } disposition ? disposition.FileNameStar ?? disposition.FileName?.Trim('"') : null;
        if (said is not null && Clean(said) is { } clean)
        {
            return clean;
        }

        var segment = Uri.UnescapeDataString(url.Segments[^1]);
        if (segment.Contains('.') && Clean(segment) is { } last)
        {
            return last;
        }

        var extension = _extensions.GetValueOrDefault(headers.ContentType?.MediaType ?? "", ".bin");
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd_HHmmss}_export_{id.ShortId}{extension}");
    }

    /// <summary>Makes a name of what somebody says; null when nothing of it can be used.</summary>
    public static string? Clean(string said)
    {
        var last = said[(said.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = string.Concat(last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).Trim('.');
        if (!name.Any(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        if (_reserved.Contains(name.Split('.')[0]))
        {
            name = "_" + name;
        }

        if (name.EndsWith(SidecarSuffix, StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^SidecarSuffix.Length] + "_meta.json";
        }

        var (stem, extension) = Split(name);
        return name.Length <= LongestName ? name : extension.Length > LongestName / 2 ? name[..LongestName].TrimEnd('.') : stem[..(LongestName - extension.Length)].TrimEnd('.') + extension;
    }

    /// <summary>The n-th name to try when earlier ones are taken: <c>campaigns.json.gz</c>, <c>campaigns-2.json.gz</c> and so on.</summary>
    public static string Numbered(string name, int number)
    {
        var (stem, extension) = Split(name);
        return number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{extension}");
    }

    /// <summary>The media type under which a file is given out. What is not known is a stream of bytes, which no browser shows.</summary>
    public static string ContentTypeOf(string name) => _contentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");

    /// <summary>Stem and extension; <c>.json.gz</c> is one.</summary>
    private static (string Stem, string Extension) Split(string name)
    {
        var extension = Path.GetExtension(name);
        if (extension.Equals(".gz", StringComparison.OrdinalIgnoreCase))
        {
            extension = Path.GetExtension(name[..^extension.Length]) + extension;
        }

        return extension.Length == name.Length ? (name, "") : (name[..^extension.Length], extension);
    }
}
