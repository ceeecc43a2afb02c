namespace McpProxy.Configuration;

/// <summary>A picture or a sound: exactly one of <see cref="Data"/>, <see cref="File"/> and <see cref="Route"/> with <see cref="Request"/>.</summary>
public sealed record PromptMediaConfig
{
    /// <summary>The content in base64.</summary>
    public string? Data { get; init; }

    /// <summary>A file that is read when the configuration is loaded; relative to the configuration file.</summary>
    public string? File { get; init; }

    /// <summary>The YARP route the content is read through. Needs <see cref="Request"/>.</summary>
    public string? Route { get; init; }

    /// <summary>The request for the content, e.g. <c>GET /charts/{campaignId}.png?size={size}</c>: <c>{name}</c> stands for an argument.</summary>
    public string? Request { get; init; }

    /// <summary>Media type. Default: that of the upstream's answer, or by the extension of the file. Required with <see cref="Data"/>.</summary>
    public string? MimeType { get; init; }
}
