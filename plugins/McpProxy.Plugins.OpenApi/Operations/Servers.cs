using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi.Operations;

/// <summary>Finds the server of a document and of its operations, with variables filled in.</summary>
internal sealed class Servers(ApiDocument document, OpenApiOptions options)
{
    /// <summary>The server of the document; an operation may have its own.</summary>
    public ServerPlace OfDocument { get; } = Of(document, options);

    /// <summary>The server of an operation.</summary>
    /// <exception cref="UnmappableException">It is none that can be used.</exception>
    public ServerPlace Of(ApiOperation operation)
    {
        var own = operation.Document.Version == ApiVersion.V2 ? null : Choose(operation.Json.Find("servers")) ?? Choose(operation.Item.Find("servers"));
        var place = own is { } server ? Read(server, document, options) : OfDocument;
        return options.BasePath is { } path ? place with { BasePath = path.TrimEnd('/') } : place;
    }

    private static ServerPlace Of(ApiDocument document, OpenApiOptions options)
    {
        var root = new Fragment(document, document.Root);
        if (document.Version == ApiVersion.V2)
        {
            return OfV2(root);
        }

        var servers = root.Find("servers");
        var chosen = options.Server is { } start
            ? servers?.Items().Where(s => s.Text("url")?.StartsWith(start, StringComparison.OrdinalIgnoreCase) == true).Select(s => (Fragment?)s).FirstOrDefault()
            : Choose(servers);
        return chosen is { } server ? Read(server, document, options) : new ServerPlace(null, "");
    }

    private static ServerPlace OfV2(Fragment root)
    {
        var schemes = root.Find("schemes")?.Items().Select(s => s.Json.ToString()).ToList() ?? [];
        var scheme = schemes.Count == 0 || schemes.Contains("https", StringComparer.Ordinal) ? "https" : "http";
        var origin = root.Text("host") is { Length: > 0 } host && Uri.TryCreate($"{scheme}://{host}", UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null;
        return new ServerPlace(origin, PathOf(root.Text("basePath") ?? ""));
    }

    private static Fragment? Choose(Fragment? servers) =>
        servers?.Items().Where(s => s.Text("url") is not null).Select(s => (Fragment?)s).FirstOrDefault();

    private static ServerPlace Read(Fragment server, ApiDocument document, OpenApiOptions options)
    {
        var url = Fill(server, options);
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
        {
            return new ServerPlace(absolute.GetLeftPart(UriPartial.Authority), PathOf(Uri.UnescapeDataString(absolute.AbsolutePath)));
        }

        // Relative to where the document was found: known for a URL only.
        return !document.IsFile && Uri.TryCreate(new Uri(document.Location), url, out var resolved)
            ? new ServerPlace(resolved.GetLeftPart(UriPartial.Authority), PathOf(Uri.UnescapeDataString(resolved.AbsolutePath)))
            : new ServerPlace(null, PathOf(url.TrimStart('.')));
    }

    private static string Fill(Fragment server, OpenApiOptions options)
    {
        var url = server.Text("url")!;
        foreach (var (name, variable) in server.Find("variables")?.Members() ?? [])
        {
            var value = options.ServerVariables.GetValueOrDefault(name)
                ?? (variable.Find("default") is { Json.ValueKind: not JsonValueKind.Null } text ? text.Json.ToString() : variable.Find("enum")?.Items().Select(v => v.Json.ToString()).FirstOrDefault())
                ?? "";
            url = url.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        foreach (var (name, value) in options.ServerVariables)
        {
            url = url.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return url;
    }

    private static string PathOf(string path)
    {
        var bare = path.Split('?', '#')[0].Trim('/');
        return bare.Length == 0 ? "" : "/" + bare;
    }
}
