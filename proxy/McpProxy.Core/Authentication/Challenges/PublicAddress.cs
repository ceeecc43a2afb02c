using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Challenges;

/// <summary>Under which URLs callers reach the proxy.</summary>
/// <param name="origin">What the operator says, or null.</param>
/// <param name="mcpPath">Path of the MCP endpoint.</param>
/// <param name="trustedProxies">Whose forwarded headers are believed.</param>
internal sealed class PublicAddress(Uri? origin, string mcpPath, ImmutableArray<IPNetwork> trustedProxies)
{
    /// <summary>Path of the metadata (RFC 9728, section 3.1); the path of the resource follows it.</summary>
    public const string MetadataPath = "/.well-known/oauth-protected-resource";

    private readonly string? _origin = origin is null ? null : TextOf(origin);

    public string McpPath => mcpPath;

    /// <summary>The resource that tokens are for by default; null when only requests tell.</summary>
    public string? Resource => _origin is null ? null : _origin + mcpPath;

    /// <summary>Scheme, host and port, without the port that the scheme implies.</summary>
    public static string TextOf(Uri origin) => origin.GetLeftPart(UriPartial.Authority).ToLowerInvariant();

    /// <summary>The resource behind an endpoint of MCP.</summary>
    /// <param name="http">A request.</param>
    /// <param name="toolset">The toolset, or null.</param>
    public string ResourceOf(HttpContext http, string? toolset) => OriginOf(http) + PathOf(toolset);

    /// <summary>Where the metadata of an endpoint of MCP is.</summary>
    public string MetadataOf(HttpContext http, string? toolset) => OriginOf(http) + MetadataPath + PathOf(toolset);

    private string PathOf(string? toolset) => toolset is null ? mcpPath : $"{mcpPath}/{toolset}";

    private string OriginOf(HttpContext http)
    {
        if (_origin is not null)
        {
            return _origin;
        }

        var request = http.Request;
        var (scheme, host) = (request.Scheme, request.Host.Value ?? "");
        if (IsTrusted(http.Connection.RemoteIpAddress))
        {
            scheme = Last(request.Headers["X-Forwarded-Proto"].ToString()) is "https" ? "https" : scheme;
            host = Last(request.Headers["X-Forwarded-Host"].ToString()) is { Length: > 0 } forwarded ? forwarded : host;
        }

        // What stands here is put between quotes and into JSON: only what is a host may pass.
        return Uri.TryCreate($"{scheme}://{host}", UriKind.Absolute, out var uri) ? TextOf(uri) : $"{scheme}://localhost";
    }

    private bool IsTrusted(IPAddress? address)
    {
        if (address is null || trustedProxies.IsEmpty)
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return trustedProxies.Any(n => n.Contains(address));
    }

    /// <summary>The value that the nearest proxy has added.</summary>
    private static string Last(string values) => values.Split(',')[^1].Trim();
}
