using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Host.Cli.Imports;
using McpProxy.Host.Hosting;
using McpProxy.Mcp.Wire;

namespace McpProxy.Host.Cli.Plans;

/// <summary>One side of a comparison: a configuration file, or an OpenAPI document as it would be imported.</summary>
internal static class PlanSide
{
    /// <summary>The same name on both sides, wherever the documents lie.</summary>
    private const string ImportName = "api";

    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 512 };

    /// <param name="source">What was typed.</param>
    /// <param name="common">Configuration files that lie under both sides.</param>
    /// <exception cref="InvalidConfigurationException">There is nothing to read.</exception>
    public static HostSettings Settings(string source, IReadOnlyList<string> common)
    {
        if (!IsDocument(source))
        {
            return new HostSettings([.. common, source]);
        }

        var import = new DocumentImport(ImportName, source) { Cluster = ImportName, Packages = Directory.Exists(source) ? ["*"] : [] };
        return new HostSettings(common) { Inline = JsonBytes.Write(writer => import.Write(writer, folder: null, standIn: new Uri("http://localhost/"))) };
    }

    private static bool IsDocument(string source)
    {
        if (DocumentImport.IsUrl(source) || Directory.Exists(source) || Path.GetExtension(source).ToLowerInvariant() is ".yaml" or ".yml")
        {
            return true;
        }

        try
        {
            if (FileLength.Of(source) == 0)
            {
                throw new InvalidConfigurationException([new ConfigError(ConfigErrorCodes.File, source, $"The file {FileLength.NoneReason}.", "Write what it should hold into a file; it is read more than once.")]);
            }

            using var file = File.OpenRead(source);
            using var json = JsonDocument.Parse(file, _lenient);
            return json.RootElement.ValueKind == JsonValueKind.Object && (json.RootElement.TryGetProperty("openapi"u8, out _) || json.RootElement.TryGetProperty("swagger"u8, out _));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The loader of configurations says what is wrong with it.
            return false;
        }
    }
}
