using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>The URL of a request: no value can choose its host or leave its place in path and query.</summary>
/// <param name="server">What it begins with; null when the template has the address itself.</param>
/// <param name="template">The rest.</param>
internal sealed class UrlPlan(ServerPlan? server, TextTemplate template)
{
    public IReadOnlyList<Placeholder> Placeholders => template.Placeholders;

    public bool IsRegional => server is { IsRegional: true };

    /// <exception cref="FormatException">A value is a dot segment.</exception>
    public Uri Render(ITemplateValues values, string? region) => new(server?.AddressFor(region) + template.Render(values, Encode), UriKind.Absolute);

    /// <summary>Dot segments walk up the path however they are encoded (RFC 3986, section 6.2.2).</summary>
    private static string Encode(string value) => value is "." or ".."
        ? throw new FormatException("A value is a dot segment.")
        : Uri.EscapeDataString(value);
}
