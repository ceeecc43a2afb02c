namespace McpProxy.Tools.Binding;

/// <summary>The kind of request body a tool sends.</summary>
internal enum BodyKind
{
    None,

    /// <summary>A JSON object made of arguments.</summary>
    JsonObject,

    /// <summary>One argument is the whole JSON body.</summary>
    JsonValue,

    UrlEncoded,

    Multipart,
}
