using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace McpProxy.Mcp.Wire;

/// <summary>Lends JSON writers; a writer is a few hundred bytes and every answer needs one.</summary>
internal sealed class JsonWriterPool
{
    private readonly ObjectPool<Utf8JsonWriter> _writers = new DefaultObjectPool<Utf8JsonWriter>(new Policy());

    /// <summary>Takes a writer. Give it back with <see cref="Return"/>, also after an exception.</summary>
    public Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        var writer = _writers.Get();
        writer.Reset(output);
        return writer;
    }

    public void Return(Utf8JsonWriter writer) => _writers.Return(writer);

    private sealed class Policy : IPooledObjectPolicy<Utf8JsonWriter>
    {
        public Utf8JsonWriter Create() => new(Stream.Null, JsonBytes.Options);

        public bool Return(Utf8JsonWriter obj)
        {
            // Lets go of the response, and of whatever an exception left unwritten.
            obj.Reset(Stream.Null);
            return true;
        }
    }
}
