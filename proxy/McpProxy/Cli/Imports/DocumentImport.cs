using System.Text.Json;

namespace McpProxy.Host.Cli.Imports;

/// <summary>The import that a command line asks for: the section <c>Mcp:OpenApi:{Name}</c> and the cluster that goes with it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Document">A file, a folder or a URL.</param>
internal sealed record DocumentImport(string Name, string Document)
{
    /// <summary>The cluster; null for those that the document names, or one called like the import when there is an address.</summary>
    public string? Cluster { get; init; }

    /// <summary>The address of the cluster; null when it is configured elsewhere.</summary>
    public Uri? Address { get; init; }

    public string Prefix { get; init; } = "";

    /// <summary>The documents of a folder that are wanted, by the names of its <c>packages.json</c>; empty for what is so by default.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    public string Path => $"Mcp:OpenApi:{Name}";

    /// <summary>Whether the document is fetched.</summary>
    public bool IsRemote => IsUrl(Document);

    /// <summary>The cluster with its address; null when it is not to be written.</summary>
    public (string Name, Uri Address)? OwnCluster => Address is null ? null : (Cluster ?? Name, Address);

    public static bool IsUrl(string document) =>
        Uri.TryCreate(document, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);

    /// <summary>A name made of that of the document: <c>petstore</c> of <c>apis/petstore.yaml</c>.</summary>
    public static string NameOf(string document)
    {
        var last = System.IO.Path.GetFileName((IsUrl(document) ? new Uri(document).AbsolutePath : System.IO.Path.GetFullPath(document)).TrimEnd('/', '\\'));
        var dot = last.IndexOf('.', StringComparison.Ordinal);
        var name = string.Concat((dot > 0 ? last[..dot] : last).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '-')).Trim('-');
        return name.Length == 0 ? "api" : name;
    }

    /// <summary>The lines of configuration that make the import.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="folder">The folder of the file that they will stand in; null to name the document by its absolute path.</param>
    /// <param name="standIn">An address for a cluster that is configured elsewhere; null to leave it there.</param>
    public void Write(Utf8JsonWriter writer, string? folder, Uri? standIn = null)
    {
        writer.WriteStartObject();
        if ((OwnCluster ?? (standIn is not null && Cluster is not null ? (Cluster, standIn) : null)) is { } cluster)
        {
            writer.WriteStartObject("ReverseProxy"u8);
            writer.WriteStartObject("Clusters"u8);
            PlainConfiguration.WriteCluster(writer, cluster.Name, cluster.Address);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteStartObject("Mcp"u8);
        writer.WriteStartObject("OpenApi"u8);
        writer.WriteStartObject(Name);
        writer.WriteString("Document"u8, IsRemote ? Document : Located(folder));
        if (Packages.Count > 0)
        {
            writer.WriteStartArray("Packages"u8);
            foreach (var package in Packages)
            {
                writer.WriteStringValue(package);
            }

            writer.WriteEndArray();
        }

        if ((OwnCluster?.Name ?? Cluster) is { } name)
        {
            writer.WriteString("Cluster"u8, name);
        }

        if (Prefix.Length > 0)
        {
            writer.WriteString("Prefix"u8, Prefix);
        }

        WriteSelection(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private string Located(string? folder)
    {
        var path = System.IO.Path.GetFullPath(Document);
        return folder is null ? path : System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/');
    }

    /// <summary>What is excluded stays out, whatever is included.</summary>
    private void WriteSelection(Utf8JsonWriter writer)
    {
        if (Include.Count + Exclude.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("Select"u8);
        foreach (var (key, pattern) in Exclude.Select(p => ("Exclude", p)).Concat(Include.Select(p => ("Include", p))))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(key);
            OperationPattern.Write(writer, pattern);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
