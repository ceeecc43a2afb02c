using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Downloads;

/// <summary>Reads pieces of files. Pieces of text end where a character does, so that put together they are the file.</summary>
internal sealed class DownloadReader(DownloadTools tools)
{
    public const string Text = "utf-8";

    public const string Base64 = "base64";

    public const int UsualBytes = 64 * 1024;

    public const int MostBytes = 1024 * 1024;

    private const int LongestCharacter = 4;

    public async ValueTask<JsonObject> ReadAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (_, _, shelf) = await tools.OpenAsync(call, cancellationToken);
        var file = DownloadTools.Find(shelf, call);
        var asked = call.GetInteger("length") ?? UsualBytes;
        var offset = OffsetOf(call, file);
        var isText = call.GetText("encoding") != Base64;
        // A piece shorter than a character could never end.
        var length = (int)Math.Min(Math.Clamp(asked, isText ? LongestCharacter : 1, MostBytes), file.Size - offset);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            var piece = buffer.AsMemory(0, await FillAsync(file, offset, buffer.AsMemory(0, length), cancellationToken));
            piece = isText ? Whole(piece, isLast: offset + piece.Length >= file.Size) : piece;
            return Describe(file, offset, piece, isText, asked > MostBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long OffsetOf(PluginToolCall call, StoredFile file)
    {
        var offset = call.Arguments.TryGetProperty("offset", out _) ? call.GetLong("offset") ?? long.MaxValue : 0;
        return offset <= file.Size ? offset : throw new UseFailure("INVALID_OFFSET", $"The file has {file.Size} bytes.", "Use next_offset of the piece before.");
    }

    private static async ValueTask<int> FillAsync(StoredFile file, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.Open();
            stream.Position = offset;
            return await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException)
        {
            throw new UseFailure("FILE_NOT_FOUND", "The file was removed.", "Fetch it again with download_export.");
        }
    }

    /// <summary>Leaves out a character that the piece has the beginning of only.</summary>
    private static Memory<byte> Whole(Memory<byte> piece, bool isLast)
    {
        for (var cut = 0; cut < LongestCharacter && cut <= piece.Length; cut++)
        {
            if (Utf8.IsValid(piece.Span[..^cut]) && (cut == 0 || (!isLast && piece.Length > cut)))
            {
                return piece[..^cut];
            }
        }

        throw new UseFailure("NOT_TEXT", "This piece of the file is not UTF-8.", "Read it with \"encoding\": \"base64\", or begin at 0 or at a next_offset.");
    }

    private static JsonObject Describe(StoredFile file, long offset, ReadOnlyMemory<byte> piece, bool isText, bool isShortened)
    {
        var next = offset + piece.Length;
        return new JsonObject
        {
            ["success"] = true,
            ["file_path"] = file.Path,
            ["content_type"] = file.ContentType,
            ["size"] = file.Size,
            ["offset"] = offset,
            ["length"] = piece.Length,
            ["has_more"] = next < file.Size,
            ["next_offset"] = next < file.Size ? next : null,
            ["encoding"] = isText ? Text : Base64,
            ["content"] = isText ? Encoding.UTF8.GetString(piece.Span) : Convert.ToBase64String(piece.Span),
            ["message"] = isShortened ? $"At most {MostBytes} bytes are read at once." : null,
        };
    }
}
