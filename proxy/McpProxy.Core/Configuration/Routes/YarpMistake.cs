namespace McpProxy.Configuration.Routes;

/// <summary>Turns YARP's exceptions, which name a route or cluster in their text at best, into mistakes with a place.</summary>
internal static class YarpMistake
{
    /// <summary>A file can only name such a policy; what it does is code.</summary>
    private const string DefinedInCode = "Policies are defined in code, by the host or a plugin: ";

    /// <summary>How a CORS policy comes to be.</summary>
    public const string CorsHint = DefinedInCode + "services.AddCors(…). Without the key, the upstream's own CORS headers pass unchanged.";

    /// <summary>What kind of policy a name was not found among, and how one is defined.</summary>
    private static readonly (string Word, string Hint)[] PolicyHints =
    [
        ("uthorization policy", DefinedInCode + "services.AddAuthorization(…). 'default' and 'anonymous' always exist."),
        ("RateLimiter policy", DefinedInCode + "services.AddRateLimiter(…)."),
        ("CORS policy", CorsHint),
        ("imeout policy", DefinedInCode + "services.AddRequestTimeouts(…). 'Timeout' takes a duration."),
    ];

    private static readonly (string Word, string Key)[] RouteKeys =
    [
        ("uthorization policy", "AuthorizationPolicy"),
        ("RateLimiter policy", "RateLimiterPolicy"),
        ("CORS policy", "CorsPolicy"),
        ("imeout policy", "TimeoutPolicy"),
        ("TimeoutPolicy", "Timeout"),
        ("Timeout", "Timeout"),
        ("host name", "Match:Hosts"),
        ("header", "Match:Headers"),
        ("uery parameter", "Match:QueryParameters"),
    ];

    private static readonly (string Word, string Key)[] ClusterKeys =
    [
        ("ffinity cookie", "SessionAffinity:Cookie"),
        ("ffinity", "SessionAffinity"),
        ("Max connections", "HttpClient:MaxConnectionsPerServer"),
        ("request header encoding", "HttpClient:RequestHeaderEncoding"),
        ("response header encoding", "HttpClient:ResponseHeaderEncoding"),
        ("request version", "HttpRequest:Version"),
        ("probing interval", "HealthCheck:Active:Interval"),
        ("probing timeout", "HealthCheck:Active:Timeout"),
        ("reactivation period", "HealthCheck:Passive:ReactivationPeriod"),
    ];

    public static ConfigError OfRoute(Exception mistake, string path) => Of(mistake, ConfigErrorCodes.InvalidRoute, path, RouteKeys);

    public static ConfigError OfCluster(Exception mistake, string path) => Of(mistake, ConfigErrorCodes.InvalidCluster, path, ClusterKeys);

    private static ConfigError Of(Exception mistake, string code, string path, (string Word, string Key)[] keys)
    {
        if (mistake is ConfigErrorException own)
        {
            return own.Error;
        }

        var key = Array.Find(keys, k => mistake.Message.Contains(k.Word, StringComparison.Ordinal)).Key;
        return new ConfigError(code, key is null ? path : $"{path}:{key}", mistake.Message, HintFor(mistake.Message));
    }

    private static string HintFor(string message) =>
        message.Contains("not found", StringComparison.Ordinal) ? Array.Find(PolicyHints, p => message.Contains(p.Word, StringComparison.Ordinal)).Hint ?? "" : "";
}
