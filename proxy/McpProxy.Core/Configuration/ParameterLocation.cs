namespace McpProxy.Configuration;

/// <summary>Where an argument goes in the upstream request.</summary>
public enum ParameterLocation
{
    /// <summary>A variable of the path template.</summary>
    Path,

    /// <summary>The query string.</summary>
    Query,

    /// <summary>A request header.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A property of the JSON body, or the whole body.</summary>
    Body,

    /// <summary>A form field: urlencoded, or a multipart part when a file is sent too.</summary>
    Form,

    /// <summary>A multipart file part; the argument is base64.</summary>
    File,

    /// <summary>Nowhere: it says identity, profile, region or handle of the call's context, see docs/context.md.</summary>
    Context,
}
