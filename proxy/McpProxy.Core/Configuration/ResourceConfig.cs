using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>One resource, or a family of them, as the operator wrote it: a URI, and the GET request on a YARP route that reads it.</summary>
public sealed record ResourceConfig
{
    /// <summary>
    /// The URI under which clients read it: absolute, any scheme. With expressions it is a URI template (RFC 6570, levels 1 to
    /// 3) for many resources: <c>ads://profiles/{profileId}{?fields}</c>. Required.
    /// </summary>
    public string Uri { get; init; } = "";

    /// <summary>The YARP route (<c>ReverseProxy:Routes:{id}</c>) the request runs through. Required.</summary>
    public string Route { get; init; } = "";

    /// <summary>The request that reads it, e.g. <c>GET /v2/profiles/{profileId}</c>. Variables of the URI fill its path, and its query where the path does not name them. Required.</summary>
    public string Request { get; init; } = "";

    /// <summary>Name shown to people. Default none.</summary>
    public string? Title { get; init; }

    /// <summary>What it holds, for people and models. Default none.</summary>
    public string? Description { get; init; }

    /// <summary>A policy of <c>McpProxy:Authorization:Policies</c> that callers must meet beside that of the route; others do not see the resource. Default none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Whether it is served. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Media type of the content, also when the upstream says another. Default: not listed, and what the upstream says.</summary>
    public string? MimeType { get; init; }

    /// <summary>Size of the content in bytes, for clients to plan with; not for templates. Default none.</summary>
    [Range(0, long.MaxValue)]
    public long? Size { get; init; }

    /// <summary>For whom it is and how much it matters. Default none.</summary>
    public ResourceAnnotationsConfig? Annotations { get; init; }

    /// <summary>Icons shown by clients. Default none.</summary>
    public IReadOnlyList<IconConfig> Icons { get; init; } = [];

    /// <summary>Variables of the URI that are not plain strings or go elsewhere (a header, another name), as in a tool's <c>Parameters</c>; and fixed values (<c>Const</c>). Default: every variable is a string.</summary>
    public IReadOnlyDictionary<string, ParameterConfig> Parameters { get; init; } = new Dictionary<string, ParameterConfig>();

    /// <summary>What is proposed while somebody types a variable of a URI template, by its name. Default nothing.</summary>
    public IReadOnlyDictionary<string, CompletionConfig> Complete { get; init; } = new Dictionary<string, CompletionConfig>();

    /// <summary>Fixed request headers by name, e.g. <c>Accept</c>. Values are not secrets: use a transform on the route for those.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Caller headers that are forwarded, in addition to <see cref="McpConfig.ForwardHeaders"/>; the same names are refused. Default none.</summary>
    public IReadOnlyList<string> ForwardHeaders { get; init; } = [];

    /// <summary>Time reading may take, 1 millisecond to 1 day. Default 100 seconds. Excess: <c>timeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan? Timeout { get; init; }

    /// <summary>How the upstream's answer becomes the content.</summary>
    public ResourceResponseConfig Response { get; init; } = new();

    /// <summary>How changes are found out, so that clients can subscribe. Default: clients cannot subscribe to it.</summary>
    public ResourceWatchConfig? Watch { get; init; }
}
