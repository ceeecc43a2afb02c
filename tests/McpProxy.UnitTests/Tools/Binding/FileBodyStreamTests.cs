using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Binding;

/// <summary>Bodies with files, in pieces of any size.</summary>
public sealed class FileBodyStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Read_PiecesOfAnySize_GiveTheSameBytes(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 50; round++)
        {
            var written = new byte[random.Next(50)];
            random.NextBytes(written);
            var files = Enumerable.Range(0, random.Next(4)).Select(_ => (Position: random.Next(written.Length + 1), Bytes: Bytes(random))).OrderBy(f => f.Position).ToList();
            var expected = new List<byte>();
            for (var i = 0; i <= written.Length; i++)
            {
                expected.AddRange(files.Where(f => f.Position == i).SelectMany(f => f.Bytes));
                expected.AddRange(i < written.Length ? [written[i]] : []);
            }

            using var stream = new FileBodyStream(written, [.. files.Select(f => new FileContent(f.Position, Encoding.ASCII.GetBytes(Convert.ToBase64String(f.Bytes)), f.Bytes.Length))], expected.Count);
            var read = new List<byte>();
            var buffer = new byte[size];
            while (stream.Read(buffer) is var count and > 0)
            {
                read.AddRange(buffer.AsSpan(0, count).ToArray());
            }

            Assert.Equal(expected, read);
            Assert.Equal((stream.Length, stream.Length), (stream.Position, expected.Count));
        }

        static byte[] Bytes(Random random)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    [Fact]
    public async Task Body_EscapedBase64_IsDecodedToo()
    {
        var tool = SomeTool.With("POST /upload", ("file", new ParameterConfig { In = ParameterLocation.File }));
        byte[] file = [0xFF, 0xEF, 0xFE, 0, 1, 2];
        var escaped = string.Concat(Convert.ToBase64String(file).Select((c, i) => c == '/' ? "\\/" : i % 2 == 0 ? $"\\u{(int)c:x4}" : $"{c}"));
        using var tape = JsonTape.Parse(Encoding.ASCII.GetBytes($$"""{"file":"{{escaped}}"}"""), 64);
        using var request = new BoundRequest();

        Assert.Null(RequestBinder.Bind(tool.Request, tape, request));

        using var copy = new MemoryStream();
        await request.OpenBody().CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(request.BodyLength, copy.Length);
        Assert.NotEqual(-1, copy.ToArray().AsSpan().IndexOf(file));
    }

    [Fact]
    public void Check_AnyText_AgreesWithTheFramework()
    {
        var random = new Random(11);
        const string letters = "AQgw+/9z=";
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(13)).Select(_ => letters[random.Next(letters.Length)]));
            var isGood = System.Buffers.Text.Base64.IsValid(text, out var length);

            var problem = Base64Text.Check(Encoding.ASCII.GetBytes(text), out var found);

            Assert.True(isGood == problem is null, $"{JsonSerializer.Serialize(text)}: {problem}");
            Assert.Equal(isGood ? length : 0, found);
        }
    }
}
