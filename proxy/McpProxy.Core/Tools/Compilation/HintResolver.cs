using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Tool annotations from the HTTP method (RFC 9110, sections 9.2.1 and 9.2.2), overridden by configuration.</summary>
internal static class HintResolver
{
    public static ToolHints Resolve(string method, AnnotationsConfig config)
    {
        bool? readOnly = method is "GET" or "HEAD" or "OPTIONS" ? true : method is "DELETE" ? false : null;
        bool? idempotent = method is "GET" or "HEAD" or "OPTIONS" or "PUT" or "DELETE" ? true : null;
        // POST, PUT and PATCH may or may not destroy: silence leaves clients with MCP's own cautious default.
        bool? destructive = method is "DELETE" ? true : null;
        return new ToolHints(config.ReadOnly ?? readOnly, config.Idempotent ?? idempotent, config.Destructive ?? destructive, config.OpenWorld ?? true);
    }
}
