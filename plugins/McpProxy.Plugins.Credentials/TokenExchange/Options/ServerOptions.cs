using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using McpProxy.Configuration;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>A base address. It must be https, except on loopback and in the Development environment.</summary>
public sealed record ServerOptions : IShortForm<ServerOptions>
{
    /// <inheritdoc />
    public static string ShortForm => "a URL";

    /// <inheritdoc />
    public static string ShortFormPattern => "^[Hh][Tt][Tt][Pp][Ss]?://";

    /// <summary>The address, without a slash at its end.</summary>
    [Required]
    public Uri? Url { get; init; }

    /// <summary>The region that <see cref="Url"/> is for, when it differs by region. Calls for which no region is chosen use it as well. Default none.</summary>
    public string? Region { get; init; }

    /// <summary>Other addresses for calls of a region, by region. Default none.</summary>
    public IReadOnlyDictionary<string, Uri> Regions { get; init; } = new Dictionary<string, Uri>();

    /// <summary>What becomes of calls of a region that has no address. Default <c>Error</c>.</summary>
    public UnservedRegion UnknownRegion { get; init; }

    /// <inheritdoc />
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerOptions? value, [NotNullWhen(false)] out string? error)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        value = isUrl ? new ServerOptions { Url = url } : null;
        error = isUrl ? null : $"'{text}' is not an absolute http or https URL.";
        return isUrl;
    }
}
