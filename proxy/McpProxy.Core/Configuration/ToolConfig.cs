using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace McpProxy.Configuration;

/// <summary>One tool as the operator wrote it: a YARP route, a request on it, and the arguments that fill the request.</summary>
public sealed record ToolConfig
{
    /// <summary>The YARP route (<c>ReverseProxy:Routes:{id}</c>) the call runs through. Required.</summary>
    public string Route { get; init; } = "";

    /// <summary>Method and path template, e.g. <c>GET /v2/profiles/{profileId}</c>. The route must match it. A fixed query may follow. Required.</summary>
    public string Request { get; init; } = "";

    /// <summary>Name shown to people. Default none.</summary>
    public string? Title { get; init; }

    /// <summary>What the tool does and when to use it, for the model. Default: a sentence made of <see cref="Request"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the tool is served. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The group it belongs to, beside those of <c>Mcp:ToolGroups</c> that include it; need not be declared there. Default none.</summary>
    public string? Group { get; init; }

    /// <summary>A policy of <c>McpProxy:Authorization:Policies</c> that callers must meet beside that of the route; others do not see the tool. Default none.</summary>
    public string? Authorization { get; init; }

    /// <summary>The arguments by name, each in short form (<c>"string!"</c>) or as an object. Exactly one of this, <see cref="InputSchema"/> and <see cref="OpenApi"/>; none of them means no arguments.</summary>
    public IReadOnlyDictionary<string, ParameterConfig>? Parameters { get; init; }

    /// <summary>Lists of argument names: of each list the caller must give at least one. An argument with a default counts as given. Said in the tool's description. Default none.</summary>
    public IReadOnlyList<IReadOnlyList<string>> RequireAnyOf { get; init; } = [];

    /// <summary>JSON Schemas by name that the schemas of <see cref="Parameters"/> refer to as <c>#/$defs/{name}</c>. Default none.</summary>
    public JsonElement? Definitions { get; init; }

    /// <summary>A full JSON Schema 2020-12 for the arguments, kept verbatim; its root is an object schema. Top-level properties are placed by the rules of <see cref="ParameterConfig.In"/>.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>A reference <c>file#operationId</c> (or <c>file#GET /path</c>) into an OpenAPI document, which then says what is not written here; see docs/openapi.md.</summary>
    public string? OpenApi { get; init; }

    /// <summary>Whether clients are shown a shortened schema and description, as <c>Mcp:Slimming</c> says. Default: <see cref="SlimmingConfig.Enabled"/>.</summary>
    public bool? Slim { get; init; }

    /// <summary>JSON Schema 2020-12 of the structured result. Default none. See <see cref="OutputValidation"/>.</summary>
    public JsonElement? OutputSchema { get; init; }

    /// <summary>What happens when a result does not fit <see cref="OutputSchema"/>: <c>Lenient</c> (default) passes it on and counts it, <c>Strict</c> fails the call.</summary>
    public OutputValidation OutputValidation { get; init; } = OutputValidation.Lenient;

    /// <summary>Hints to clients; what is not set comes from the HTTP method.</summary>
    public AnnotationsConfig Annotations { get; init; } = new();

    /// <summary>Icons shown by clients. Default none.</summary>
    public IReadOnlyList<IconConfig> Icons { get; init; } = [];

    /// <summary>Media type of a request body. Default: by the places of the arguments (<c>application/json</c>, form or multipart).</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether no body is sent when no argument of it is given, instead of an empty JSON object. Default false.</summary>
    public bool OptionalBody { get; init; }

    /// <summary>Fixed request headers by name, e.g. <c>Accept</c>. Values are not secrets: use a transform on the route for those.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Caller headers this tool forwards, in addition to <see cref="McpConfig.ForwardHeaders"/>; the same names are refused. Default none.</summary>
    public IReadOnlyList<string> ForwardHeaders { get; init; } = [];

    /// <summary>Whether the arguments <c>identity_id</c>, <c>profile_id</c>, <c>region</c> and <c>context</c> are added. Default: by <see cref="McpConfig.ContextArguments"/>, if the route uses them.</summary>
    public bool? ContextArguments { get; init; }

    /// <summary>Time the whole call may take, 1 millisecond to 1 day. Default 100 seconds for GET and HEAD, 5 minutes otherwise. Excess: <c>timeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan? Timeout { get; init; }

    /// <summary>What a client must be able to do to call this tool: <c>Roots</c>, <c>Sampling</c>, <c>Elicitation</c>. Default nothing. Other clients are refused before anything is sent.</summary>
    public IReadOnlyList<ClientCapability> RequiresClientCapabilities { get; init; } = [];

    /// <summary>How the answers come to the upstream when it asks the client for input.</summary>
    public ToolInputConfig Input { get; init; } = new();

    /// <summary>How the upstream's answer becomes the tool's result.</summary>
    public ResponseConfig Response { get; init; } = new();
}
