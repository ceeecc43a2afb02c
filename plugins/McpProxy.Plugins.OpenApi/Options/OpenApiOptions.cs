using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Options;

/// <summary>An OpenAPI document (3.0, 3.1 or Swagger 2.0; JSON or YAML) whose operations become routes and tools.</summary>
public sealed record OpenApiOptions
{
    /// <summary>A file, a folder of documents, or an <c>https</c> URL (<c>http</c> on the loopback only). Relative to the file this stands in. Required.</summary>
    [Required]
    public string Document { get; init; } = "";

    /// <summary>Which documents of a folder are imported: a list of names, or one text with commas. A name is an alias, a package or a group of its <c>packages.json</c>, or the file name of a document; <c>*</c> stands for all. Default: what <see cref="PackagesVariables"/> say, else the <c>defaults</c> of <c>packages.json</c>; without that file all.</summary>
    public JsonElement? Packages { get; init; }

    /// <summary>Variables of the environment that say the same for a folder with <c>packages.json</c>, where <see cref="Packages"/> does not: the first that is set counts. Default <c>AMAZON_AD_API_PACKAGES</c>, <c>AD_API_PACKAGES</c>.</summary>
    public IReadOnlyList<string> PackagesVariables { get; init; } = ["AMAZON_AD_API_PACKAGES", "AD_API_PACKAGES"];

    /// <summary>The cluster that the operations are sent to. Default: one is made for each server that a document on disk names.</summary>
    public string? Cluster { get; init; }

    /// <summary>A route that all operations run through, instead of one for each.</summary>
    public string? Route { get; init; }

    /// <summary>What each route starts from: any keys of <c>ReverseProxy:Routes:{id}</c>, e.g. <c>Transforms</c>. Default nothing.</summary>
    public JsonElement? RouteTemplate { get; init; }

    /// <summary>What each tool starts from: any keys of <c>Mcp:Tools:{name}</c>, e.g. <c>Timeout</c> or <c>Response</c>. They lie over what the document says. Default nothing.</summary>
    public JsonElement? ToolTemplate { get; init; }

    /// <summary>Stands before the name of each tool and route, followed by <c>_</c>, and before the prefix that <c>packages.json</c> gives its document. Default none.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{0,32}$", ErrorMessage = "A prefix has up to 32 letters, digits, '_' and '-'.")]
    public string Prefix { get; init; } = "";

    /// <summary>Stands before the path of each route on the HTTP door and is taken off again on the way to the upstream, e.g. <c>/petstore</c>. Default none.</summary>
    [RegularExpression("^(/[A-Za-z0-9._~-]+)*$", ErrorMessage = "A path prefix begins with '/' and does not end with one, e.g. '/petstore'.")]
    public string PathPrefix { get; init; } = "";

    /// <summary>The path that the paths of the document are below, e.g. <c>/v2</c>. Default: that of the server in the document.</summary>
    public string? BasePath { get; init; }

    /// <summary>Which server of the document is meant: the beginning of its URL as it stands there. Default: the first.</summary>
    public string? Server { get; init; }

    /// <summary>Values for the variables in server URLs. Default: those of the document.</summary>
    public IReadOnlyDictionary<string, string> ServerVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Which operations are imported; the first rule that matches decides. Where none does: all, unless there is a rule with <c>Include</c>.</summary>
    public IReadOnlyList<SelectionRule> Select { get; init; } = [];

    /// <summary>What is to be different for single operations, by <c>operationId</c> or as <c>GET /pets/{id}</c>.</summary>
    public IReadOnlyDictionary<string, OperationOptions> Operations { get; init; } = new Dictionary<string, OperationOptions>();

    /// <summary>Names of parameters that the route supplies, so that callers need not know them; <c>*</c> stands for any characters. Default none.</summary>
    public IReadOnlyList<string> OmitParameters { get; init; } = [];

    /// <summary>Whether files beside a document count: <c>X.transform.json</c>, <c>X.media.json</c>, <c>X.manifest.json</c> and <c>overlays/X.json</c> of a document <c>X</c>. Default true.</summary>
    public bool Sidecars { get; init; } = true;

    /// <summary>Whether tools are called as <c>X.manifest.json</c> prefers it, instead of by <c>operationId</c> and the prefix of the package. Default false.</summary>
    public bool PreferredNames { get; init; }

    /// <summary>A folder for copies of documents and for what they were compiled to, which makes starts quick. Default none: only in memory.</summary>
    public string? Cache { get; init; }

    /// <summary>Time after which a document at a URL is fetched again, 10 seconds to 30 days. Default never.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan? Refresh { get; init; }
}
