using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using McpProxy.Plugins.Credentials.Tls;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>One request to a token endpoint, and what is read from its answer. Redirects are not followed; answers are JSON of at most 1 MiB.</summary>
public sealed record StepOptions
{
    /// <summary>The method. Default <c>POST</c>.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Template of the URL. It begins with an address or with the name of a server, <c>{auth}/token</c>; values are percent-encoded.</summary>
    [Required]
    public string Url { get; init; } = "";

    /// <summary>Templates of the headers by name. Default none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body as JSON in which texts are templates: <c>{ "token": "{subject}" }</c>. Values become JSON values; a member whose value may be missing, and is, is left out. Default none.</summary>
    public JsonElement? Json { get; init; }

    /// <summary>The body as a form: templates of the fields by name. A field whose value may be missing, and is, is left out. Default none.</summary>
    public IReadOnlyDictionary<string, string> Form { get; init; } = new Dictionary<string, string>();

    /// <summary>Statuses that mean success. Default: 200 to 299.</summary>
    public IReadOnlyList<int> SuccessStatuses { get; init; } = [];

    /// <summary>Values of the answer by name, each a JSON pointer (RFC 6901) or several, of which the first counts that leads to a value: <c>{ "access_token": "/access_token" }</c>. Default none.</summary>
    public IReadOnlyDictionary<string, ReadOptions> Read { get; init; } = new Dictionary<string, ReadOptions>();

    /// <summary>JSON pointer to the seconds that the answer is good for. Default <c>/expires_in</c>.</summary>
    public string ExpiresIn { get; init; } = "/expires_in";

    /// <summary>JSON pointer to the time at which the answer ends: Unix seconds or ISO 8601. Default none.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>How long an answer is good for that does not say it, but never longer than those it was made of. Default 55 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(55);

    /// <summary>How the connection to this step's server is secured, in place of that of the exchange. The keys of <c>Jwt</c> are fetched as the exchange says. Default: as the exchange says.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Reads one of the values as a JWT. Default none.</summary>
    public JwtOptions? Jwt { get; init; }

    /// <summary>Name of the value that replaces the subject from now on, for servers that give a new refresh token with every answer. It is kept, sealed, in the state store. Default none.</summary>
    public string? Rotates { get; init; }

    /// <summary>Whether the exchange goes on without this step's values when it fails. Default false.</summary>
    public bool Optional { get; init; }

    /// <summary>Time limit of one request. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What callers are told first when the step fails. Default <c>Token exchange failed</c>.</summary>
    public string Failure { get; init; } = "Token exchange failed";
}
