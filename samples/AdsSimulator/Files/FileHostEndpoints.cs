using System.IO.Compression;
using AdsSimulator.Answers;
using AdsSimulator.Generated;

namespace AdsSimulator.Files;

/// <summary>A file host with files of any size and name, as they are asked for: what an export's URL leads to, good or bad.</summary>
internal static class FileHostEndpoints
{
    private const int Piece = 64 << 10;

    private const int Alphabet = 26;

    public static void MapFiles(this IEndpointRouteBuilder endpoints) => endpoints.MapRead("/files/{name}", SendAsync);

    private static async Task SendAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var response = context.Response;
        var bytes = QueryNumber.Read(context, "bytes", 1024, 0, GeneratedList.MaxBytes);
        var packs = query.ContainsKey("gz");
        response.ContentType = query["type"] is [{ Length: > 0 } type] ? type : "application/octet-stream";
        if (query["disposition"] is [{ Length: > 0 } disposition])
        {
            response.Headers.ContentDisposition = disposition;
        }

        if (query["encoding"] is [{ Length: > 0 } encoding])
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!packs && !query.ContainsKey("chunked"))
        {
            response.ContentLength = bytes;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (!packs)
        {
            await WriteAsync(response.Body, bytes, context.RequestAborted);
            return;
        }

        if (QueryNumber.Read(context, "lacks", 0, 0, bytes) is var lacks and > 0)
        {
            await WriteCutAsync(response, bytes, lacks, context.RequestAborted);
            return;
        }

        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest);
        await WriteAsync(gzip, bytes, context.RequestAborted);
    }

    /// <summary>A packed file without its end, as if that were all of it.</summary>
    private static async Task WriteCutAsync(HttpResponse response, long bytes, long lacks, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await WriteAsync(gzip, bytes, cancellationToken);
        }

        response.ContentLength = Math.Max(0, packed.Length - lacks);
        await response.Body.WriteAsync(packed.GetBuffer().AsMemory(0, (int)response.ContentLength), cancellationToken);
    }

    /// <summary>The letters a to z, over and over.</summary>
    private static async Task WriteAsync(Stream body, long bytes, CancellationToken cancellationToken)
    {
        var piece = new byte[Piece];
        for (var sent = 0L; sent < bytes; sent += piece.Length)
        {
            for (var i = 0; i < piece.Length; i++)
            {
                piece[i] = (byte)('a' + (sent + i) % Alphabet);
            }

            await body.WriteAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, bytes - sent)), cancellationToken);
        }
    }
}
