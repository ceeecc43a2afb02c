using System.IO.Pipelines;
using System.Text;
using AdsSimulator.Answers;

namespace AdsSimulator.Generated;

/// <summary>
/// A JSON body around one array of generated items, written piece by piece: its memory does not grow with its size.
/// </summary>
/// <param name="head">Everything up to and including the array's <c>[</c>.</param>
/// <param name="items">The items in turn; at least one.</param>
/// <param name="tail">Everything from the array's <c>]</c> on.</param>
internal sealed class GeneratedList(string head, IReadOnlyList<ItemTemplate> items, string tail)
{
    public const long MaxItems = 100_000_000;
    public const long MaxBytes = 1L << 30;

    private const int FlushBytes = 64 << 10;
    private const string PaddingHead = "],\"padding\":\"";
    private const string PaddingTail = "\"}";

    /// <summary>Writes items from an index on.</summary>
    public async Task WriteItemsAsync(HttpContext context, string contentType, long offset, long count)
    {
        context.Response.ContentType = contentType;
        var writer = context.Response.BodyWriter;
        Put(writer, head);
        for (var i = 0L; i < count; i++)
        {
            PutItem(writer, offset + i, first: i == 0);
            if (writer.UnflushedBytes >= FlushBytes && !await FlushAsync(context))
            {
                return;
            }
        }

        Put(writer, tail);
        await FlushAsync(context);
    }

    /// <summary>Writes as many items as fit and pads the body to exactly this many bytes.</summary>
    /// <exception cref="BadQueryException">Not even an empty list fits.</exception>
    public async Task WriteBytesAsync(HttpContext context, string contentType, long bytes)
    {
        var left = bytes - Length(head) - PaddingHead.Length - PaddingTail.Length;
        if (left < 0)
        {
            throw new BadQueryException($"bytes must be at least {bytes - left} here.");
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes;
        var writer = context.Response.BodyWriter;
        Put(writer, head);
        for (var i = 0L; left >= SizeOf(i); i++)
        {
            left -= SizeOf(i);
            PutItem(writer, i, first: i == 0);
            if (writer.UnflushedBytes >= FlushBytes && !await FlushAsync(context))
            {
                return;
            }
        }

        Put(writer, PaddingHead);
        PutPadding(writer, (int)left);
        Put(writer, PaddingTail);
        await FlushAsync(context);
    }

    private static int Length(string text) => Encoding.UTF8.GetByteCount(text);

    private static void Put(PipeWriter writer, string text) => Encoding.UTF8.GetBytes(text, writer);

    private static void PutPadding(PipeWriter writer, int length)
    {
        writer.GetSpan(length)[..length].Fill((byte)'x');
        writer.Advance(length);
    }

    /// <summary>False when the caller is gone.</summary>
    private static async ValueTask<bool> FlushAsync(HttpContext context) =>
        !(await context.Response.BodyWriter.FlushAsync(context.RequestAborted)).IsCompleted;

    private long SizeOf(long index) => items[(int)(index % items.Count)].Length + (index == 0 ? 0 : 1);

    private void PutItem(PipeWriter writer, long index, bool first)
    {
        var template = items[(int)(index % items.Count)];
        var length = template.Length + (first ? 0 : 1);
        var span = writer.GetSpan(length);
        if (!first)
        {
            span[0] = (byte)',';
            span = span[1..];
        }

        template.Write(span, index);
        writer.Advance(length);
    }
}
