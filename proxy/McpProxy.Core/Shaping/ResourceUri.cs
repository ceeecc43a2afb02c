namespace McpProxy.Shaping;

/// <summary>URIs of answers that become resources.</summary>
internal static class ResourceUri
{
    /// <summary>The configured URI, else one that names the route and the path; the upstream's address is not the caller's to know.</summary>
    public static string Of(UpstreamAnswer answer) =>
        answer.Tool.Response.Uri ?? $"mcpproxy://{Uri.EscapeDataString(answer.Tool.RouteId)}{Escape(answer.Path)}";

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
