using AdsSimulator.Answers;
using AdsSimulator.Generated;

namespace AdsSimulator.Media;

/// <summary>Image, sound and plain bytes.</summary>
internal static class MediaEndpoints
{
    private const int Piece = 64 << 10;

    public static void MapMedia(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/media/image.png", context => ByteAnswer.WriteAsync(context, PngImage.Bytes, "image/png"));
        endpoints.MapRead("/media/audio.wav", context => ByteAnswer.WriteAsync(context, WavAudio.Bytes, "audio/wav"));
        endpoints.MapRead("/media/blob.bin", BlobAsync);
    }

    /// <summary>Byte i of the blob is i modulo 251, a prime, so that a piece in the wrong place is noticed.</summary>
    private static async Task BlobAsync(HttpContext context)
    {
        var length = QueryNumber.Read(context, "bytes", 1024, 0, GeneratedList.MaxBytes);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = length;
        var writer = context.Response.BodyWriter;
        var sent = HttpMethods.IsHead(context.Request.Method) ? length : 0L;
        while (sent < length)
        {
            var size = (int)Math.Min(Piece, length - sent);
            var span = writer.GetSpan(size)[..size];
            for (var i = 0; i < size; i++)
            {
                span[i] = (byte)((sent + i) % 251);
            }

            writer.Advance(size);
            sent += size;
            if ((await writer.FlushAsync(context.RequestAborted)).IsCompleted)
            {
                return;
            }
        }
    }
}
