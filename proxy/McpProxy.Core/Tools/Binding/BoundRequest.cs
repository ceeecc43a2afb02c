using McpProxy.Dispatch;
using McpProxy.Shaping.Truncation;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools.Binding;

/// <summary>The upstream request of one call, ready to be given to the route. Holds pooled memory.</summary>
internal sealed class BoundRequest : IDisposable
{
    private readonly HeaderList _headers = new();
    private List<FileContent>? _files;
    private List<PooledBuffer>? _kept;
    private long _fileBytes;

    /// <summary>Decoded path, as ASP.NET Core's <c>Request.Path</c> has it.</summary>
    public string Path { get; set; } = "/";

    /// <summary>Encoded query with its question mark, or empty.</summary>
    public string Query { get; set; } = "";

    public IHeaderDictionary Headers => _headers;

    /// <summary>The body, but for its files; null for a request without one.</summary>
    public PooledBuffer? Body { get; set; }

    /// <summary>The length of the whole body.</summary>
    public long BodyLength => (Body?.Length ?? 0) + _fileBytes;

    public string? ContentType { get; set; }

    /// <summary>What the arguments say of the context of the call; null for nothing.</summary>
    public RequestedContext? Context { get; set; }

    /// <summary>What is kept of the answer, where the call could choose; null where it could not.</summary>
    public AnswerShape? Shape { get; set; }

    /// <summary>Brings the headers into the order in which they are to be sent.</summary>
    public void ArrangeHeaders(ReadOnlySpan<string> order) => _headers.Arrange(order);

    /// <summary>Puts a file into the body, behind what is written so far.</summary>
    public void AddFile(FileContent file)
    {
        (_files ??= []).Add(file);
        _fileBytes += file.Length;
    }

    /// <summary>Takes over a buffer that lives as long as the request.</summary>
    public PooledBuffer Keep(PooledBuffer buffer)
    {
        (_kept ??= []).Add(buffer);
        return buffer;
    }

    /// <summary>Opens the body, which must be there; it is read before the request is disposed and the arguments are gone.</summary>
    public Stream OpenBody() => _files is null ? new ReadOnlyBodyStream(Body!.WrittenMemory) : new FileBodyStream(Body!.WrittenMemory, _files, BodyLength);

    public void Dispose()
    {
        Body?.Dispose();
        _kept?.ForEach(b => b.Dispose());
        _kept = null;
    }
}
