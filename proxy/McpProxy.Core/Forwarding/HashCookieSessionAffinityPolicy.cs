using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace McpProxy.Forwarding;

/// <summary>
/// YARP's <c>HashCookie</c> affinity under its own name, with HMAC-SHA256 in place of an assembly that is not shipped
/// (docs/decisions/0003-hash-cookie-policy.md). Like YARP's it is stateless: the cookie names a destination by a hash that
/// follows from configuration alone, so every replica, and the same replica after a restart, reads it the same way. That
/// is why there is no per-process key. The hash keeps destination names out of sight; it does not authenticate anything,
/// because all a forged cookie can choose is a destination of this cluster that load balancing could have chosen too.
/// </summary>
internal sealed partial class HashCookieSessionAffinityPolicy(TimeProvider timeProvider, ILogger<HashCookieSessionAffinityPolicy> logger) : ISessionAffinityPolicy
{
    public const string PolicyName = "HashCookie";

    /// <summary>128 bits: two destinations of a cluster never share a hash, and the cookie stays short.</summary>
    private const int HashBytes = 16;

    private const string KeyLabel = "mcpproxy/hash-cookie/1:";

    /// <summary>A destination belongs to one cluster for as long as it lives; its hash is computed once.</summary>
    private readonly ConditionalWeakTable<DestinationState, string> _hashes = [];

    public string Name => PolicyName;

    public AffinityResult FindAffinitizedDestinations(HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations)
    {
        if (context.Request.Cookies[config.AffinityKeyName] is not { } cookie)
        {
            return new(null, AffinityStatus.AffinityKeyNotSet);
        }

        for (var i = 0; i < destinations.Count; i++)
        {
            if (HashOf(cluster, destinations[i]) == cookie)
            {
                context.Features.Set(AffinityKept.Instance);
                return new(destinations[i], AffinityStatus.OK);
            }
        }

        Log.NoDestination(logger, cluster.ClusterId);
        return new(null, AffinityStatus.DestinationNotFound);
    }

    /// <summary>Sets the cookie, unless the request brought a good one: an unchanged affinity needs no new cookie.</summary>
    public void AffinitizeResponse(HttpContext context, ClusterState cluster, SessionAffinityConfig config, DestinationState destination)
    {
        if (context.Features.Get<AffinityKept>() is null)
        {
            context.Response.Cookies.Append(config.AffinityKeyName, HashOf(cluster, destination), Describe(config.Cookie, context.Request.IsHttps));
        }
    }

    /// <summary>Ids are compared without case, as YARP compares them.</summary>
    internal static string Hash(string clusterId, string destinationId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(KeyLabel + clusterId.ToUpperInvariant()), Encoding.UTF8.GetBytes(destinationId.ToUpperInvariant()), hash);
        return Base64Url.EncodeToString(hash[..HashBytes]);
    }

    private string HashOf(ClusterState cluster, DestinationState destination) =>
        _hashes.TryGetValue(destination, out var hash) ? hash : _hashes.GetValue(destination, d => Hash(cluster.ClusterId, d.DestinationId));

    private CookieOptions Describe(SessionAffinityCookieConfig? cookie, bool isHttps) => new()
    {
        Path = cookie?.Path ?? "/",
        Domain = cookie?.Domain,
        HttpOnly = cookie?.HttpOnly ?? true,
        IsEssential = cookie?.IsEssential ?? false,
        MaxAge = cookie?.MaxAge,
        Expires = cookie?.Expiration is { } lifetime ? timeProvider.GetUtcNow() + lifetime : null,
        SameSite = cookie?.SameSite ?? SameSiteMode.Unspecified,
        Secure = cookie?.SecurePolicy switch
        {
            CookieSecurePolicy.Always => true,
            CookieSecurePolicy.SameAsRequest => isHttps,
            _ => false,
        },
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 700, Level = LogLevel.Warning, Message = "The affinity cookie of a request names no available destination of cluster {ClusterId}")]
        public static partial void NoDestination(ILogger logger, string clusterId);
    }
}
