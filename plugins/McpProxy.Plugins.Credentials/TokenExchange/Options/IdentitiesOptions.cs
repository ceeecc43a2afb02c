using System.ComponentModel.DataAnnotations;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>
/// The request that lists the identities of a credential, and where they stand in its answers. Pages are fetched while there is
/// more: with <c>{page}</c> in the URL by number, with <c>{next?}</c> by what <see cref="Next"/> leads to, else by following
/// <see cref="Next"/> as a link within the same origin. The identity in force is <c>{identity.NAME}</c>.
/// </summary>
public sealed record IdentitiesOptions
{
    /// <summary>The method. Default <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Template of the URL, as of a step.</summary>
    [Required]
    public string Url { get; init; } = "";

    /// <summary>Templates of the headers by name. Default none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON pointer from an answer to the array of identities. Default: the answer itself.</summary>
    public string Items { get; init; } = "";

    /// <summary>JSON pointer from an answer to what says that there is more. Default: there is one page.</summary>
    public string? Next { get; init; }

    /// <summary>Most pages. Default 100.</summary>
    [Range(1, 1000)]
    public int MaxPages { get; init; } = 100;

    /// <summary>JSON pointer from an identity to its id. Default <c>/id</c>.</summary>
    public string Id { get; init; } = "/id";

    /// <summary>JSON pointer from an identity to its type. Default <c>/type</c>.</summary>
    public string Type { get; init; } = "/type";

    /// <summary>JSON pointer from an identity to its name. Default <c>/name</c>.</summary>
    public string Name { get; init; } = "/name";

    /// <summary>JSON pointer from an identity to its region. Default <c>/region</c>.</summary>
    public string Region { get; init; } = "/region";

    /// <summary>JSON pointer from an identity to the object of its attributes. Default none.</summary>
    public string? Attributes { get; init; }

    /// <summary>JSON pointer from an identity to the object of its relationships. Default none.</summary>
    public string? Relationships { get; init; }

    /// <summary>Further values of an identity by name, <c>{identity.NAME}</c>, each one JSON pointer or several. <c>id</c>, <c>type</c>, <c>name</c> and <c>region</c> are there anyway. Default none.</summary>
    public IReadOnlyDictionary<string, ReadOptions> Read { get; init; } = new Dictionary<string, ReadOptions>();

    /// <summary>Id of the identity of callers that chose none. It must be one of theirs. Default none.</summary>
    public string? Default { get; init; }

    /// <summary>What counts when the caller chose none and <see cref="Default"/> is none of its identities. Default <c>First</c>.</summary>
    public IdentityDefault Otherwise { get; init; } = IdentityDefault.First;

    /// <summary>Whether an identity decides about its region, so that no caller can choose another one. Default false.</summary>
    public bool BindsRegion { get; init; }

    /// <summary>After how long a list is fetched anew, in the background. Until that succeeds the old one counts, for a day. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Time limit of one request. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
