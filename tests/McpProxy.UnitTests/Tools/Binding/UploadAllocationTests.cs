using System.Diagnostics;
using System.Text;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools.Binding;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.Binding;

/// <summary>What uploading a file costs in memory, from its arguments to the last byte of the request's body.</summary>
public sealed class UploadAllocationTests(ITestOutputHelper output)
{
    private const int FileBytes = 24 * 1024 * 1024;

    [Fact]
    public void Upload_LargeFile_CopiesItNowhere()
    {
        var tool = SomeTool.With("POST /upload", ("file", new ParameterConfig { In = ParameterLocation.File }));
        var file = new byte[FileBytes];
        new Random(3).NextBytes(file);
        var arguments = Encoding.ASCII.GetBytes($$"""{"file":"{{Convert.ToBase64String(file)}}"}""");
        Upload(tool.Request, "{\"file\":\"AAAA\"}"u8.ToArray());

        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sent = Upload(tool.Request, arguments);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        output.WriteLine($"{(double)allocated / FileBytes:0.0000} bytes allocated for each byte of the file, {watch.Elapsed.TotalMilliseconds:0} ms");
        Assert.InRange(sent, FileBytes, FileBytes + 1024);
        Assert.True(allocated < FileBytes / 100, $"{allocated} bytes were allocated.");
    }

    private static long Upload(RequestTemplate template, byte[] arguments)
    {
        using var tape = JsonTape.Parse(arguments, 64);
        using var request = new BoundRequest();
        Assert.Null(RequestBinder.Bind(template, tape, request));
        using var body = request.OpenBody();
        Span<byte> buffer = stackalloc byte[16 * 1024];
        var sent = 0L;
        while (body.Read(buffer) is var count and > 0)
        {
            sent += count;
        }

        return sent;
    }
}
