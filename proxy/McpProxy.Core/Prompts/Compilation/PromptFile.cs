using System.Text.Unicode;
using McpProxy.Configuration;
using McpProxy.Prompts.Content;
using McpProxy.Shaping;
using Microsoft.AspNetCore.StaticFiles;

namespace McpProxy.Prompts.Compilation;

/// <summary>Files that are content of prompts, read while the configuration is loaded.</summary>
internal static class PromptFile
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>The media type by the extension; <c>application/octet-stream</c> for one that is not known.</summary>
    public static string MimeType(string file) => Types.TryGetContentType(file, out var type) ? type : "application/octet-stream";

    /// <summary>Reads a file.</summary>
    /// <param name="file">Absolute, or relative to <paramref name="folder"/>.</param>
    /// <param name="folder">The folder of the configuration file.</param>
    /// <param name="maxBytes">Largest size.</param>
    /// <param name="problem">What is wrong, after the words "The file"; empty when it was read.</param>
    public static byte[]? TryRead(string file, string folder, int maxBytes, out string problem)
    {
        try
        {
            var path = Path.Combine(folder, file);
            var length = FileLength.Of(path);
            problem = length == 0 ? FileLength.NoneReason
                : length > maxBytes ? $"has {length} bytes; at most {maxBytes} can be sent"
                : "";
            return problem.Length == 0 ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = "does not exist";
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"cannot be read ({e.GetType().Name})";
            return null;
        }
    }

    /// <summary>The content: text when media type and bytes say so.</summary>
    public static PromptPiece ToPiece(byte[] bytes, string type, bool isMedia)
    {
        ReadOnlyMemory<byte> content = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        var isText = !isMedia && (MediaType.IsText(type) || MediaType.IsJson(type)) && Utf8.IsValid(content.Span);
        return new PromptPiece(isText ? content : bytes, type, isText);
    }
}
