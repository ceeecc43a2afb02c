namespace McpProxy.Configuration;

/// <summary>An embedded resource: exactly one of <see cref="Text"/>, <see cref="File"/> and <see cref="Route"/> with <see cref="Request"/>.</summary>
public sealed record PromptResourceConfig
{
    /// <summary>URI of the resource, in which <c>{name}</c> stands for an argument: percent-encoded, unless the argument is the whole URI. Required.</summary>
    public string Uri { get; init; } = "";

    /// <summary>Text in which <c>{name}</c> stands for an argument.</summary>
    public string? Text { get; init; }

    /// <summary>A file that is read when the configuration is loaded; relative to the configuration file.</summary>
    public string? File { get; init; }

    /// <summary>The YARP route the resource is read through. Needs <see cref="Request"/>.</summary>
    public string? Route { get; init; }

    /// <summary>The request for the resource, e.g. <c>GET /v2/profiles/{profileId}</c>: <c>{name}</c> stands for an argument.</summary>
    public string? Request { get; init; }

    /// <summary>Media type. Default: that of the upstream's answer, by the extension of the file, or <c>text/plain</c>.</summary>
    public string? MimeType { get; init; }
}
