using McpProxy.Configuration.Imports;

namespace McpProxy.Plugins.OpenApi;

/// <summary>Registers the importer of OpenAPI documents.</summary>
public static class OpenApiExtensions
{
    /// <summary>Registers <c>Mcp:OpenApi</c>, and <c>OpenApi</c> of a tool.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("openapi", Description = "OpenApi: operations of OpenAPI documents become routes and tools.")]
    public static IMcpProxyBuilder AddOpenApi(this IMcpProxyBuilder builder) => builder.AddImporter<OpenApiImporter>();
}
