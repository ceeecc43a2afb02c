using System.Text;
using McpProxy.Shaping.Rows;
using McpProxy.UnitTests.Shaping.Json;

namespace McpProxy.UnitTests.Shaping.Rows;

/// <summary>The first rows of NDJSON, CSV and event streams are kept whole, the others are counted, wherever the pieces end.</summary>
public sealed class RowTruncatorTests
{
    [Theory]
    [InlineData("1\n2\n3\n", "1\n2\n{\"truncated\":true,\"original_count\":3,\"returned_count\":2}\n")]
    [InlineData("1\n2\n3", "1\n2\n{\"truncated\":true,\"original_count\":3,\"returned_count\":2}\n")]
    [InlineData("1\n\n2\r\n\r\n\r\n", "1\n\n2\r\n\r\n\r\n")]
    [InlineData("1\n2", "1\n2")]
    [InlineData("", "")]
    [InlineData("1\n{\"progress\":1}\n2\n{\"progress\":2}\n3\n\n{\"progress\":3}", "1\n{\"progress\":1}\n2\n{\"progress\":2}\n{\"progress\":3}\n{\"truncated\":true,\"original_count\":3,\"returned_count\":2}\n")]
    [InlineData("1\n{\"level\":\"info\",\"data\":1}\n2\n3\n", "1\n{\"level\":\"info\",\"data\":1}\n2\n{\"truncated\":true,\"original_count\":3,\"returned_count\":2}\n")]
    public void JsonLines_AreCut(string text, string expected) => AssertKept(RowFormat.JsonLines, new RowLimits(2), text, expected);

    [Fact]
    public void JsonSequence_GetsASequencedNote() =>
        AssertKept(RowFormat.JsonSequence, new RowLimits(1), "\u001e1\n\u001e2\n", "\u001e1\n\u001e{\"truncated\":true,\"original_count\":2,\"returned_count\":1}\n");

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n5,6\n", "a,b\n1,2\n3,4\n", 3)]
    [InlineData("a,b\r\n\"x\ny\",2\r\n\"say \"\"hi\"\"\n\",4\r\n5,6", "a,b\r\n\"x\ny\",2\r\n\"say \"\"hi\"\"\n\",4\r\n", 3)]
    [InlineData("a,b\n5\" disk,1\n3\" disk,2\n,\n", "a,b\n5\" disk,1\n3\" disk,2\n", 3)]
    [InlineData("\uFEFF\"a\nb\"\n\"\"\n\"\"\"\"\n3\n4", "\uFEFF\"a\nb\"\n\"\"\n\"\"\"\"\n", 4)]
    [InlineData("a;b\n1;\"\n\"\n2;\"\"\n\n3;3\n", "a;b\n1;\"\n\"\n2;\"\"\n\n", 3)]
    [InlineData("a,b\n1,2\n\n", "a,b\n1,2\n\n", 0)]
    public void Csv_KeepsItsHeader(string text, string expected, int rows) => AssertKept(RowFormat.Csv, new RowLimits(2), text, expected, hasHeader: true, rows == 0 ? null : $"Only the first 2 of {rows} rows are returned.");

    [Fact]
    public void Csv_WithoutHeader_CountsEveryRow() => AssertKept(RowFormat.Csv, new RowLimits(1), "1\n2\n", "1\n", notice: "Only the first 1 of 2 rows are returned.");

    [Fact]
    public void Csv_QuoteThatNeverCloses_EndsAfterAMebibyte()
    {
        var text = "a,b\n\"" + string.Concat(Enumerable.Repeat(new string('x', 1023) + "\n", 1030));

        using var truncator = new RowTruncator(new RowLimits(2), RowFormat.Csv, hasHeader: true);
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(64 * 1024))
        {
            truncator.Write(piece);
        }

        truncator.Complete();

        Assert.InRange(truncator.Ready.Length, 1024 * 900, 1024 * 1027);
        Assert.StartsWith("Only the first 2 of", truncator.Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: 1\n\ndata: 2\n\ndata: 3\n\n", "data: 1\n\ndata: 2\n\n", 3)]
    [InlineData("data: 1\r\n\r\n: ping\r\n\r\nevent: x\r\ndata: 2\r\n\r\ndata: 3\r\ndata: 4\r\n\r\n: pong\r\n\r\ndata: 5", "data: 1\r\n\r\n: ping\r\n\r\nevent: x\r\ndata: 2\r\n\r\n: pong\r\n\r\n", 4)]
    [InlineData("data: 1\r\rid\rdata\r\rdata: 3\r\r", "data: 1\r\rid\rdata\r\r", 3)]
    [InlineData("data: {\"progress\":1}\n\ndata:1\n\ndata:2\n\ndata: {\"progress\":1}\ndata: \n\ndata: {\"progress\":2}\n\n", "data: {\"progress\":1}\n\ndata:1\n\ndata:2\n\ndata: {\"progress\":2}\n\n", 3)]
    [InlineData("retry: 5\n\ndata: 1\n\n\n\ndata: 2", "retry: 5\n\ndata: 1\n\n\n\ndata: 2", 0)]
    public void Events_AreCut(string text, string expected, int events) =>
        AssertKept(RowFormat.Events, new RowLimits(2), text, expected + (events == 0 ? "" : $"event: truncated\ndata: {{\"truncated\":true,\"original_count\":{events},\"returned_count\":2}}\n\n"));

    [Fact]
    public void MaxBytes_EndsWithTheLastRowThatFits() => AssertKept(RowFormat.JsonLines, new RowLimits(9, MaxBytes: 8, Note: false), "111\n222\n3\n", "111\n222\n");

    [Fact]
    public void MaxBytes_LongRow_IsTakenBack()
    {
        var text = "1\n" + new string('2', 10_000) + "\n3\n";

        AssertKept(RowFormat.JsonLines, new RowLimits(9, MaxBytes: 9000), text, "1\n{\"truncated\":true,\"original_count\":3,\"returned_count\":1}\n", everywhere: false);
    }

    [Fact]
    public void Long_Row_LeavesBeforeItsEnd()
    {
        using var truncator = new RowTruncator(new RowLimits(1), RowFormat.JsonLines, hasHeader: false);

        truncator.Write(Encoding.UTF8.GetBytes(new string('1', 5000)));

        Assert.Equal(5000, truncator.Ready.Length);
    }

    [Fact]
    public void Count_Off_StopsReading()
    {
        using var truncator = new RowTruncator(new RowLimits(1, Count: false), RowFormat.JsonLines, hasHeader: false);

        truncator.Write("1\n2\n3\n"u8);

        Assert.True(truncator.IsDone);
        Assert.Equal("1\n{\"truncated\":true,\"returned_count\":1}\n"u8, truncator.Ready.Span);
        Assert.Equal("Only the first 1 rows are returned.", truncator.Notice);
    }

    [Theory]
    [InlineData(RowFormat.JsonLines, "1\n2\n", "1\n\n", false)]
    [InlineData(RowFormat.Events, "data:1\n\ndata:2\n\n", "data:1\n\n:\n\n", false)]
    [InlineData(RowFormat.Csv, "1\n2\n", "1\n", true)]
    public void Pad_WhileRowsAreLeftOut_WritesNothingThatMatters(object format, string text, string expected, bool ends)
    {
        using var truncator = new RowTruncator(new RowLimits(1), (RowFormat)format, hasHeader: false);
        truncator.Pad();
        truncator.Write(Encoding.UTF8.GetBytes(text));
        truncator.Pad();

        Assert.Equal(expected, Encoding.UTF8.GetString(truncator.Ready.Span));
        Assert.Equal(ends, truncator.IsDone);
    }

    private static void AssertKept(RowFormat format, RowLimits limits, string text, string expected, bool hasHeader = false, string? notice = "?", bool everywhere = true)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var pieces in everywhere ? Pieces.InTwo(bytes.Length).Append(Pieces.Single(bytes.Length)) : [[bytes.Length], Pieces.Some(new Random(1), bytes.Length, 900)])
        {
            using var truncator = new RowTruncator(limits, format, hasHeader);
            var kept = new MemoryStream();
            var at = 0;
            foreach (var piece in pieces.Where(p => p > 0))
            {
                // A copy of its own shows reads outside of the piece.
                truncator.Write(bytes.AsSpan(at, piece).ToArray());
                at += piece;
                Take(truncator, kept);
            }

            truncator.Complete();
            Take(truncator, kept);
            Assert.Equal(expected, Encoding.UTF8.GetString(kept.ToArray()));
            if (notice != "?")
            {
                Assert.Equal(notice, truncator.Notice);
            }
        }
    }

    private static void Take(RowTruncator truncator, MemoryStream kept)
    {
        kept.Write(truncator.Ready.Span);
        truncator.Release(truncator.Ready.Length);
    }
}
