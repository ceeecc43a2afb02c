namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>Which words a document uses.</summary>
internal enum ApiVersion
{
    /// <summary>A file without a version: a part that others refer to. Read as its referrer is.</summary>
    Part,

    /// <summary>Swagger 2.0.</summary>
    V2,

    /// <summary>OpenAPI 3.0.</summary>
    V30,

    /// <summary>OpenAPI 3.1 and later, whose schemas are JSON Schema 2020-12.</summary>
    V31,
}
