namespace McpProxy.Tools.Binding;

/// <summary>The kind of request body a tool sends.</summary>
internal enum BodyKind
{
    None,

    /// <summary>A JSON object made of arguments.</summary>
    JsonObject,

    /// <summary>One argument is the whole JSON body.</summary>
    JsonValue,

    /// <summary>One argument is the whole body, as text.</summary>
    Text,

    /// <summary>One argument is the whole body, base64-encoded.</summary>
    Binary,

    UrlEncoded,

    Multipart,
}
